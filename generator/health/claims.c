#include "health/claims.h"

#include "health/lexicon.h"

/* The rules, in short:
 * - FTC Act, section 5 (15 U.S.C. 45), and the FTC's Health Products Compliance Guidance (2022): a
 *   claim about health needs scientific evidence, and promises for all do not have it.
 * - AMA Code of Medical Ethics, Opinion 9.6.1: no statement that misleads, none about results that
 *   cannot be proved, no claim to unique or superior skill that has no proof.
 * - 21 CFR 807.97: a device that was cleared must not be called approved; 21 CFR 1271 and the FDA's
 *   consumer alerts: stem cell and exosome treatments of pain are not approved.
 * - American Board of Medical Specialties, policy on board eligibility: it ends after some years,
 * and is not a title for the public. */
static const claim_kind cure = {DIAG_HC014, "a promise to cure",
                                "say what it may ease, for how many people, and for how long",
                                "FTC Act, section 5; FTC health guidance 2022"};
static const claim_kind result = {DIAG_HC015, "a promise of a result",
                                  "say how often it helps, and that it does not help everyone",
                                  "FTC Act, section 5; AMA Opinion 9.6.1"};
static const claim_kind harmless = {DIAG_HC016, "a promise that nothing can hurt or go wrong",
                                    "say what people may feel, and name the risks",
                                    "FTC health guidance 2022; AMA Opinion 9.6.1"};
static const claim_kind superior = {DIAG_HC017, "a claim to be better than others",
                                    "say what can be checked: training, years, how many treated",
                                    "AMA Opinion 9.6.1"};
static const claim_kind title = {
    DIAG_HC018, "a title or approval that misleads",
    "name the board that certified the doctor, or what the FDA cleared and for which use",
    "ABMS policy on board eligibility; 21 CFR 807.97"};

typedef struct claim {
  const claim_kind *kind; /* NULL: no claim, though it begins like one */
  const char *pattern;
} claim;

static const claim claims[] = {
    {&cure,
     "we|our|doctor|doctors|clinic|injections|injection|procedure|laser ... cure|cures|cured"},
    {&cure,
     "cure|cures|cured your|you|back|sciatica|arthritis|neck|pain|chronic|migraine|migraines"},
    {&cure,
     "permanent|lasting|miracle|breakthrough|complete|total|instant|guaranteed|proven cure|cures"},
    {&cure, "cure|cures for|your|all|any ... pain|arthritis|sciatica"},
    {&cure,
     "cured|cures in|within|after|once|for|forever ... "
     "treatment|treatments|visit|visits|days|weeks|good"},
    {&cure, "this|it cures|cured"},
    {&cure, "the|a|your cure you|that|for ... pain|arthritis|sciatica|hoped|waited"},
    {&cure,
     "eliminate|eliminates|eliminating|erase|erases|banish|banishes|ends|end "
     "your|all|pain|back|neck|chronic ..."},
    {&cure, "pain|relief ... forever"},
    {&cure, "pain ... for good"},
    {&cure, "goodbye to ... pain"},
    {&cure, "gone for good|ever"},
    {&cure, "pain free life|living|future|again|forever|days"},
    {&cure, "become|be|live|go|leave|wake ... pain free"},
    {&cure, "fix|fixes|fixed your|the ... for good|ever|permanently|once"},
    {&cure, "fixed|healed for good|ever"},
    {&cure,
     "permanent|permanently|forever "
     "relief|pain|solution|fix|results|free|relieves|relieve|removes|remove|heals|ends"},
    {&cure, "relief|results|effects|effect is|are|that|will ... permanent|forever"},
    {&cure,
     "heals|reverses|reverse|regrows|regrow|regrows|rebuilds "
     "your|arthritis|disks|disk|cartilage|damaged|aging|worn"},
    {&cure,
     "miracle|miraculous|revolutionary|breakthrough|magic|magical "
     "treatment|treatments|therapy|shot|cure|results|relief|procedure|injection|laser|medicine"},
    {&result, "guarantee|guarantees|guaranteed|guaranteeing"},
    {&result, "money back"},
    {&result,
     "100 % "
     "effective|success|satisfaction|successful|relief|results|pain|cure|of|natural|accurate"},
    {&result,
     "100 percent "
     "effective|success|satisfaction|successful|relief|results|pain|cure|of|natural|accurate"},
    {&result, "rate|success|works|work|effective ... 100 %|percent"},
    {&result, "works|helps every|for time|everyone|everybody|all|anyone"},
    {&result, "works|helps everyone|everybody|always|wonders|instantly"},
    {&result, "always works|helps|successful|succeeds|effective"},
    {&result, "never fails|fail|failed"},
    {&result, "sure to ... relief|help|work"},
    {&result,
     "all|every|each of ... patients get|gets|leave|leaves|are|is|feel|feels pain|better|relief"},
    {&result,
     "all|every our patient|patients ... better|relief|recover|recovers|improve|improves|happy"},
    {&result, "every patient gets|feels|improves|leaves|recovers"},
    {&result, "instant|instantly|immediate|overnight relief|results|recovery|pain"},
    {&result, "relief|results in|within seconds|minutes"},
    {&result, "feel|relieves|stops|ends|relieve ... instantly|overnight"},
    {&result, "will|shall ... definitely|certainly help|work|relieve"},
    {&result, "promise you|relief|results|that|a|to ..."},
    {&result, "you will ... never need|have|feel surgery|pain|again"},
    {&result, "clinically|scientifically|medically proven"},
    {&result, "proven to|results|cure|relief|solution"},
    {&result, "avoid surgery forever|guaranteed|completely"},
    {&harmless, "painless|painlessly"},
    {NULL,
     "painless|harmless "
     "lump|lumps|swelling|swollen|mass|masses|nodule|nodules|bump|bumps|growth|loss"},
    {NULL,
     "painless|harmless "
     "enlargement|sore|sores|ulcer|ulcers|blood|bleeding|enlarged|bacteria|spots"},
    {&harmless,
     "pain free procedure|injection|injections|treatment|treatments|shot|surgery|visit|therapy"},
    {&harmless, "without any pain|risk|risks|side|danger|discomfort"},
    {&harmless, "feel|feels no|nothing|zero pain|discomfort|at"},
    {&harmless, "feel|feels nothing"},
    {&harmless, "doesnt|wont|not|never|cannot hurt at|a|you"},
    {&harmless, "risk free"},
    {&harmless,
     "no|zero|without|free risk|risks|danger|dangers|complications|downtime|downsides|downside"},
    {&harmless, "no|zero|without|free side effects|effect"},
    {&harmless, "no|zero known|serious|real|of risk|risks|side|complications|danger"},
    {&harmless, "free of risk|risks|side|danger|complications"},
    {&harmless,
     "completely|totally|perfectly|absolutely|entirely|always|100|fully "
     "safe|harmless|natural|painless"},
    {&harmless, "100 %|percent safe|natural|harmless|painless"},
    {&harmless, "nothing can|could|will go wrong"},
    {&harmless, "nothing to lose|fear"},
    {&harmless, "harmless"},
    {&harmless, "safest"},
    {&harmless, "non|not addictive"},
    {&superior,
     "best "
     "doctor|doctors|pain|clinic|clinics|surgeon|surgeons|physician|physicians|care|specialist|"
     "specialists|team|hospital|spine|results|in|possible|outcomes|treatment|back|center|staff|"
     "nurses"},
    {&superior,
     "leading "
     "pain|clinic|doctor|doctors|specialist|specialists|expert|experts|provider|physicians|"
     "surgeons|spine|center"},
    {&superior,
     "top "
     "rated|doctor|doctors|surgeon|surgeons|clinic|specialist|specialists|pain|notch|physicians|"
     "ranked"},
    {&superior, "number one|1 in|pain|clinic|doctor|for|choice|spine"},
    {&superior, "# 1"},
    {&superior, "no 1 pain|clinic|in|spine"},
    {&superior, "unmatched|unrivaled|unrivalled|unparalleled|unsurpassed|unbeatable|unequaled"},
    {&superior,
     "superior|better to|than other|others|all|any|every|our|rivals|competitors|elsewhere"},
    {&superior, "superior care|results|skill|skills|outcomes|treatment|service"},
    {&superior, "second to none"},
    {&superior, "world class|renowned|famous|leading|best"},
    {&superior, "nationally|internationally|globally renowned|famous|recognized|acclaimed"},
    {&superior,
     "most "
     "advanced|skilled|experienced|trusted|qualified|successful|talented|respected|effective|"
     "powerful"},
    {&superior,
     "finest|foremost|greatest "
     "doctor|doctors|surgeon|surgeons|clinic|care|pain|specialists|physicians|in|team"},
    {&superior, "only clinic|doctor|doctors|team|center ... can|who|that|in|where|with"},
    {&superior, "like no other"},
    {&superior, "nobody|noone else can|does|offers|has|in"},
    {&superior, "no other|one clinic|doctor|else|place|center"},
    {&superior, "award winning|winner"},
    {&superior, "cutting|state edge|of ... art"},
    {&superior, "cutting edge"},
    {&title, "board eligible"},
    {&title, "board qualified|admissible|prepared"},
    {&title,
     "fda approved|certified|registered|endorsed ... "
     "stem|exosome|exosomes|prp|clinic|facility|laser|lasers|plasma|doctors|platelet|procedure|"
     "center|device|machine|table|therapy"},
    {&title,
     "clinic|doctors|center|facility|we|practice|treatment|procedure ... fda "
     "approved|certified|registered|endorsed"},
    {&title, "approved|endorsed|certified by ... fda|government|medicare"},
    {&title, "government|medicare approved|endorsed|certified"},
    {&title, "doctor recommended|approved"},
};

void claims_add(arena *a, phrase_set *set) {
  for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
    phrases_add(a, set, sv_of(claims[i].pattern), &claims[i]);
  }
}

enum { DENIAL_REACH = 6 }; /* words before a claim in which a denial takes it back */

static bool is_denial(sv word) {
  static const char *const words[] = {"not",    "no",     "never", "cannot",  "cant",   "nor",
                                      "dont",   "doesnt", "isnt",  "arent",   "nobody", "wont",
                                      "rarely", "few",    "if",    "whether", "until",  "unless",
                                      "beware", "avoid",  "may",   "might",   "ask",    "usually"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (sv_is(word, words[i])) return true;
  }
  return false;
}

static bool is_denied(const token_list *sentence, size_t at) {
  for (size_t back = 1; back <= DENIAL_REACH && back <= at; back++) {
    if (is_denial(sentence->at[at - back].known->folded)) return true;
  }
  return false;
}

const claim_kind *claims_find(const token_list *sentence, sv text, size_t at, size_t *length) {
  const phrase *found = NULL;
  *length = phrases_match(PHRASES_CLAIMS, sentence->at + at, sentence->len - at, &found);
  if (*length == 0) return NULL;
  const claim *c = found->about;
  if (!c->kind || is_denied(sentence, at) || sv_ends(sv_trim(text), SV("?"))) return NULL;
  for (size_t i = 1; c->kind != &harmless && i < *length; i++) {
    if (is_denial(sentence->at[at + i].known->folded)) return NULL;
  }
  return c->kind;
}
