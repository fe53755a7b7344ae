#include "emit/specialties.h"

#include <stddef.h>

/* What clinics call a specialty, in English and Spanish, by slug. The second column is from
 * schema.org's list; specialties that are on no side of it have no line. */
static const struct {
  sv slug, member;
} table[] = {
    {SV_INIT("anesthesia"), SV_INIT("Anesthesia")},
    {SV_INIT("anesthesiology"), SV_INIT("Anesthesia")},
    {SV_INIT("anaesthesia"), SV_INIT("Anesthesia")},
    {SV_INIT("anaesthetics"), SV_INIT("Anesthesia")},
    {SV_INIT("anestesiología"), SV_INIT("Anesthesia")},
    {SV_INIT("cardiology"), SV_INIT("Cardiovascular")},
    {SV_INIT("cardiología"), SV_INIT("Cardiovascular")},
    {SV_INIT("dentistry"), SV_INIT("Dentistry")},
    {SV_INIT("odontología"), SV_INIT("Dentistry")},
    {SV_INIT("dermatology"), SV_INIT("Dermatology")},
    {SV_INIT("dermatología"), SV_INIT("Dermatology")},
    {SV_INIT("dietetics"), SV_INIT("DietNutrition")},
    {SV_INIT("nutrition"), SV_INIT("DietNutrition")},
    {SV_INIT("nutrición"), SV_INIT("DietNutrition")},
    {SV_INIT("emergency-medicine"), SV_INIT("Emergency")},
    {SV_INIT("endocrinology"), SV_INIT("Endocrine")},
    {SV_INIT("endocrinología"), SV_INIT("Endocrine")},
    {SV_INIT("gastroenterology"), SV_INIT("Gastroenterologic")},
    {SV_INIT("gastroenterología"), SV_INIT("Gastroenterologic")},
    {SV_INIT("genetics"), SV_INIT("Genetic")},
    {SV_INIT("geriatrics"), SV_INIT("Geriatric")},
    {SV_INIT("geriatría"), SV_INIT("Geriatric")},
    {SV_INIT("gynecology"), SV_INIT("Gynecologic")},
    {SV_INIT("gynaecology"), SV_INIT("Gynecologic")},
    {SV_INIT("ginecología"), SV_INIT("Gynecologic")},
    {SV_INIT("hematology"), SV_INIT("Hematologic")},
    {SV_INIT("haematology"), SV_INIT("Hematologic")},
    {SV_INIT("infectious-diseases"), SV_INIT("Infectious")},
    {SV_INIT("midwifery"), SV_INIT("Midwifery")},
    {SV_INIT("musculoskeletal"), SV_INIT("Musculoskeletal")},
    {SV_INIT("orthopedics"), SV_INIT("Musculoskeletal")},
    {SV_INIT("orthopaedics"), SV_INIT("Musculoskeletal")},
    {SV_INIT("ortopedia"), SV_INIT("Musculoskeletal")},
    {SV_INIT("neurology"), SV_INIT("Neurologic")},
    {SV_INIT("neurología"), SV_INIT("Neurologic")},
    {SV_INIT("nursing"), SV_INIT("Nursing")},
    {SV_INIT("enfermería"), SV_INIT("Nursing")},
    {SV_INIT("obstetrics"), SV_INIT("Obstetric")},
    {SV_INIT("oncology"), SV_INIT("Oncologic")},
    {SV_INIT("oncología"), SV_INIT("Oncologic")},
    {SV_INIT("optometry"), SV_INIT("Optometric")},
    {SV_INIT("otolaryngology"), SV_INIT("Otolaryngologic")},
    {SV_INIT("pathology"), SV_INIT("Pathology")},
    {SV_INIT("pediatrics"), SV_INIT("Pediatric")},
    {SV_INIT("paediatrics"), SV_INIT("Pediatric")},
    {SV_INIT("pediatría"), SV_INIT("Pediatric")},
    {SV_INIT("physical-therapy"), SV_INIT("Physiotherapy")},
    {SV_INIT("physiotherapy"), SV_INIT("Physiotherapy")},
    {SV_INIT("fisioterapia"), SV_INIT("Physiotherapy")},
    {SV_INIT("plastic-surgery"), SV_INIT("PlasticSurgery")},
    {SV_INIT("podiatry"), SV_INIT("Podiatric")},
    {SV_INIT("primary-care"), SV_INIT("PrimaryCare")},
    {SV_INIT("family-medicine"), SV_INIT("PrimaryCare")},
    {SV_INIT("psychiatry"), SV_INIT("Psychiatric")},
    {SV_INIT("psiquiatría"), SV_INIT("Psychiatric")},
    {SV_INIT("public-health"), SV_INIT("PublicHealth")},
    {SV_INIT("pulmonology"), SV_INIT("Pulmonary")},
    {SV_INIT("radiography"), SV_INIT("Radiography")},
    {SV_INIT("nephrology"), SV_INIT("Renal")},
    {SV_INIT("rheumatology"), SV_INIT("Rheumatologic")},
    {SV_INIT("reumatología"), SV_INIT("Rheumatologic")},
    {SV_INIT("surgery"), SV_INIT("Surgical")},
    {SV_INIT("cirugía"), SV_INIT("Surgical")},
    {SV_INIT("toxicology"), SV_INIT("Toxicologic")},
    {SV_INIT("urology"), SV_INIT("Urologic")},
    {SV_INIT("urología"), SV_INIT("Urologic")},
};

sv specialty_of(sv slug) {
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    if (sv_eq(slug, table[i].slug)) return table[i].member;
  }
  return SV("");
}
