/* Words that are read otherwise than the rules of syllables.c say, and a supplement of medical
 * ones. The counts are those of the CMU pronouncing dictionary's first entry where it has the word.
 * A word's -s, -ed, -ly and the like need no entry of their own. In byte order. */
#include "health/syllables.h"

typedef struct listed_word {
  const char *text;
  unsigned syllables;
} listed_word;

/* clang-format off */
static const listed_word listed_words[] = {
    {"acetaminophen", 6}, {"aches", 1}, {"acne", 2}, {"acquire", 3}, {"acquired", 3}, {"albeit", 3},
    {"allele", 3}, {"alleles", 3}, {"ammonia", 3}, {"anaesthesia", 4}, {"analgesia", 4},
    {"antiplatelet", 4}, {"apnea", 3}, {"apostrophe", 4}, {"area", 3}, {"argue", 2}, {"aspirin", 2},
    {"assembling", 4}, {"atp", 3}, {"axial", 3}, {"behavior", 3}, {"behavioral", 4},
    {"behaviors", 3}, {"beverages", 3}, {"biceps", 2}, {"bluish", 2}, {"bp", 2}, {"braille", 1},
    {"breathing", 2}, {"bursae", 2}, {"business", 2}, {"cafe", 2}, {"caffeine", 2},
    {"calcaneum", 4}, {"california", 4}, {"caries", 2}, {"carriage", 2}, {"casein", 2},
    {"catastrophe", 4}, {"cauda", 2}, {"cbc", 3}, {"cd", 2}, {"cdc", 3}, {"cereal", 3},
    {"cereals", 3}, {"chocolate", 2}, {"circumference", 3}, {"coalition", 4}, {"coccyx", 2},
    {"cochlear", 3}, {"codeine", 2}, {"coincidental", 5}, {"complementary", 4}, {"coordinate", 4},
    {"coordinated", 5}, {"coordinates", 4}, {"coordinating", 5}, {"coordination", 5}, {"cornea", 3},
    {"cps", 3}, {"cranial", 2}, {"create", 2}, {"creates", 2}, {"creating", 3}, {"creation", 3},
    {"creative", 3}, {"crippling", 3}, {"critically", 4}, {"cryoablation", 5}, {"deity", 3},
    {"deltoid", 2}, {"desire", 3}, {"diabetes", 4}, {"diaper", 2}, {"diarrhea", 4},
    {"differently", 3}, {"diskectomy", 4}, {"dna", 3}, {"dyspnea", 3}, {"earliest", 3}, {"ecg", 3},
    {"eeg", 3}, {"ekg", 3}, {"emg", 3}, {"emotionally", 4}, {"entire", 3}, {"entirely", 4},
    {"epa", 3}, {"epithelial", 4}, {"epithelium", 4}, {"equina", 3}, {"er", 1}, {"esophageal", 5},
    {"especially", 3}, {"european", 4}, {"evening", 2}, {"everyday", 3}, {"eyeball", 2},
    {"eyeballs", 2}, {"eyebrow", 2}, {"eyebrows", 2}, {"eyeglasses", 3}, {"eyelashes", 3},
    {"eyelid", 2}, {"eyelids", 2}, {"eyesight", 2}, {"facetectomy", 5}, {"facies", 3},
    {"familial", 3}, {"familiar", 3}, {"fashion", 2}, {"fda", 3}, {"fluorescence", 3},
    {"fluorescent", 3}, {"foramina", 4}, {"forceps", 2}, {"fovea", 3}, {"friend", 1},
    {"friends", 1}, {"gastrointestinal", 6}, {"genitalia", 4}, {"genuine", 3}, {"geographic", 4},
    {"giant", 2}, {"grapefruit", 2}, {"headaches", 2}, {"healthier", 3}, {"hedgehog", 2},
    {"hereditary", 5}, {"heroic", 3}, {"herpes", 2}, {"heterogeneous", 5}, {"hiv", 3},
    {"homeostasis", 5}, {"hour", 2}, {"hours", 2}, {"household", 2}, {"humidifier", 5},
    {"hundred", 2}, {"hygiene", 2}, {"ibuprofen", 4}, {"iliac", 3}, {"ilioinguinal", 6},
    {"incoordination", 6}, {"interest", 2}, {"interested", 3}, {"intrauterine", 5}, {"ivs", 2},
    {"koala", 3}, {"laboratories", 4}, {"laboratory", 4}, {"laryngeal", 4}, {"linear", 3},
    {"lp", 2}, {"marriage", 2}, {"maybe", 2}, {"md", 2}, {"mediterranean", 6}, {"menopause", 3},
    {"million", 2}, {"millions", 2}, {"miscarriage", 3}, {"morphine", 2}, {"mri", 3}, {"museum", 3},
    {"mustn't", 2}, {"naive", 2}, {"naked", 2}, {"nausea", 3}, {"ninety", 2}, {"nsaid", 2},
    {"nsaids", 2}, {"nuclear", 3}, {"oasis", 3}, {"orthopnea", 4}, {"osteoarthritis", 6},
    {"our", 2}, {"pacemaker", 3}, {"pancreatic", 4}, {"pc", 2}, {"people", 2}, {"peoples", 2},
    {"perineum", 4}, {"periodically", 6}, {"peritoneum", 5}, {"physically", 4}, {"pineal", 3},
    {"platelet", 2}, {"platelets", 2}, {"pneumonia", 3}, {"poem", 2}, {"poet", 2}, {"poetry", 3},
    {"posterior", 3}, {"rabies", 2}, {"radioactive", 5}, {"react", 2}, {"reaction", 3},
    {"reactions", 3}, {"reactive", 3}, {"reacts", 2}, {"rearrangement", 4}, {"recipe", 3},
    {"recovery", 3}, {"recycling", 4}, {"require", 3}, {"required", 3}, {"requires", 3},
    {"requiring", 4}, {"rna", 3}, {"ruin", 2}, {"sacroiliac", 5}, {"sacroiliitis", 6},
    {"safety", 2}, {"scabies", 2}, {"science", 2}, {"scientific", 4}, {"scientists", 3},
    {"seattle", 3}, {"sebaceous", 3}, {"senior", 2}, {"sequelae", 3}, {"series", 2}, {"several", 2},
    {"shoelace", 2}, {"simpler", 3}, {"society", 4}, {"solely", 3}, {"species", 2}, {"stoic", 2},
    {"stoma", 2}, {"suicide", 3}, {"surgically", 4}, {"synapse", 2}, {"syncope", 3},
    {"temperature", 3}, {"teres", 2}, {"testes", 2}, {"theater", 3}, {"theatre", 3}, {"theory", 2},
    {"thyroid", 2}, {"tingling", 3}, {"tired", 2}, {"toenail", 2}, {"toenails", 2}, {"tracheal", 3},
    {"transient", 2}, {"trapezius", 4}, {"trembling", 3}, {"triceps", 2}, {"uk", 2},
    {"uncoordinated", 6}, {"uv", 2}, {"vegetable", 3}, {"vegetables", 3}, {"vermilion", 3},
    {"vertebrae", 3}, {"visually", 3}, {"wednesday", 2}, {"wicked", 2}, {"widespread", 2},
    {"zoology", 4},
};
/* clang-format on */

enum { LISTED = sizeof listed_words / sizeof *listed_words };

/* The first two letters; no word of the list has fewer. */
static unsigned start_of(const char *text) {
  return (unsigned)(unsigned char)text[0] << 8 | (unsigned char)text[1];
}

/* By two letters alone, since most words are none of these. */
unsigned syllables__listed(sv word) {
  if (word.len < 2) return 0;
  unsigned start = start_of(word.at);
  size_t first = 0;
  for (size_t end = LISTED; first < end;) {
    size_t middle = first + (end - first) / 2;
    if (start_of(listed_words[middle].text) < start) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  for (; first < LISTED && start_of(listed_words[first].text) == start; first++) {
    if (sv_is(word, listed_words[first].text)) return listed_words[first].syllables;
  }
  return 0;
}
