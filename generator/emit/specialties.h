/* Medical specialties as schema.org names them. */
#ifndef PAMPHLET_EMIT_SPECIALTIES_H
#define PAMPHLET_EMIT_SPECIALTIES_H

#include "base/sv.h"

/* The member of https://schema.org/MedicalSpecialty that a term stands for, by its slug:
 * "Anesthesia" for "anesthesiology". Empty where schema.org has none, as for pain medicine. */
sv specialty_of(sv slug);

#endif
