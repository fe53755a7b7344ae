/* Stop words: what every text says and no topic is made of. In the form that words_fold gives
 * (lower case, no apostrophes) and in byte order, for the search below. */
#include "text/words.h"

/* clang-format off */
static const char *const english[] = {
    "a", "about", "above", "across", "after", "again", "against", "ago", "all", "almost",
    "along", "already", "also", "although", "always", "am", "among", "an", "and", "another",
    "any", "anyone", "anything", "are", "around", "as", "ask", "asked", "at", "away", "back",
    "be", "became", "because", "become", "becomes", "been", "before", "began", "behind",
    "being", "below", "between", "beyond", "both", "but", "by", "call", "called", "came", "can",
    "cannot", "cant", "come", "comes", "could", "couldnt", "did", "didnt", "do", "does",
    "doesnt", "doing", "done", "dont", "down", "due", "during", "each", "either", "else",
    "enough", "especially", "etc", "even", "ever", "every", "everyone", "everything", "example",
    "far", "few", "find", "first", "for", "found", "from", "further", "gave", "get", "gets",
    "getting", "give", "given", "gives", "go", "goes", "going", "gone", "got", "had", "has",
    "hasnt", "have", "havent", "having", "he", "hence", "her", "here", "hers", "herself", "him",
    "himself", "his", "how", "however", "i", "if", "in", "including", "indeed", "instead",
    "into", "is", "isnt", "it", "its", "itself", "just", "keep", "kept", "know", "known",
    "last", "later", "least", "less", "lets", "like", "likely", "little", "long", "look", "lot",
    "lots", "made", "mainly", "make", "makes", "making", "many", "may", "maybe", "me", "mean",
    "means", "might", "mine", "more", "most", "mostly", "much", "must", "my", "myself", "near",
    "nearly", "need", "needs", "neither", "never", "next", "no", "none", "nor", "not",
    "nothing", "now", "of", "off", "often", "on", "once", "one", "only", "onto", "or", "other",
    "others", "otherwise", "our", "ours", "ourselves", "out", "over", "own", "part", "per",
    "perhaps", "please", "possible", "put", "quite", "rather", "really", "regarding", "said",
    "same", "say", "says", "second", "see", "seem", "seems", "seen", "several", "shall", "she",
    "should", "shouldnt", "since", "so", "some", "someone", "something", "sometimes", "soon",
    "still", "such", "sure", "take", "taken", "takes", "taking", "tell", "than", "that",
    "thats", "the", "their", "theirs", "them", "themselves", "then", "there", "therefore",
    "these", "they", "thing", "things", "think", "this", "those", "though", "three", "through",
    "throughout", "thus", "to", "together", "too", "toward", "towards", "two", "under",
    "unless", "until", "up", "upon", "us", "use", "used", "useful", "uses", "using", "usually",
    "various", "very", "via", "want", "wants", "was", "wasnt", "way", "ways", "we", "well",
    "went", "were", "what", "whatever", "when", "whenever", "where", "whether", "which",
    "while", "who", "whole", "whom", "whose", "why", "will", "wish", "with", "within",
    "without", "wont", "would", "wouldnt", "yes", "yet", "you", "your", "youre", "yours",
    "yourself", "yourselves"};

static const char *const spanish[] = {
    "a", "acá", "ademas", "además", "ahora", "ahí", "al", "algo", "alguien", "alguna",
    "algunas", "alguno", "algunos", "algún", "allá", "allí", "ambos", "ante", "antes", "aquel",
    "aquella", "aquellas", "aquello", "aquellos", "aquí", "así", "aun", "aunque", "aún", "bajo",
    "bien", "cada", "casi", "cierta", "cierto", "como", "con", "conmigo", "contigo", "contra",
    "cosa", "cosas", "cual", "cuales", "cualquier", "cualquiera", "cuando", "cuanto", "cuál",
    "cuáles", "cuándo", "cuánto", "cómo", "da", "dan", "dar", "de", "debe", "deben", "debería",
    "decir", "del", "demás", "dentro", "desde", "después", "dice", "dicho", "donde", "dos",
    "durante", "dónde", "e", "el", "ella", "ellas", "ello", "ellos", "en", "encima", "entonces",
    "entre", "era", "eran", "eres", "es", "esa", "esas", "ese", "eso", "esos", "esta", "estaba",
    "estaban", "estado", "estar", "estas", "este", "esto", "estos", "estoy", "está", "están",
    "etc", "fue", "fuera", "fueron", "gran", "grande", "grandes", "ha", "había", "habían",
    "hace", "hacen", "hacer", "hacia", "han", "hasta", "hay", "he", "hecho", "igual", "incluso",
    "ir", "jamás", "junto", "la", "las", "le", "les", "lo", "los", "luego", "mas", "me",
    "mediante", "mejor", "menos", "mi", "mientras", "mis", "misma", "mismas", "mismo", "mismos",
    "modo", "mucha", "muchas", "mucho", "muchos", "muy", "más", "mía", "mío", "nada", "nadie",
    "ni", "ninguna", "ninguno", "ningún", "no", "nos", "nosotras", "nosotros", "nuestra",
    "nuestras", "nuestro", "nuestros", "nunca", "o", "os", "otra", "otras", "otro", "otros",
    "para", "parte", "pero", "poca", "pocas", "poco", "pocos", "podemos", "podría", "por",
    "porque", "puede", "pueden", "puedo", "pues", "que", "quien", "quienes", "quiere", "quién",
    "qué", "se", "sea", "sean", "según", "ser", "si", "sido", "siempre", "sin", "sino", "sobre",
    "sola", "solamente", "solo", "somos", "son", "soy", "su", "sus", "suya", "suyo", "sí",
    "sólo", "tal", "tales", "también", "tampoco", "tan", "tanta", "tanto", "te", "tendrá",
    "tener", "tenga", "tengo", "ti", "tiene", "tienen", "toda", "todas", "todavía", "todo",
    "todos", "tras", "tres", "tu", "tus", "tuya", "tuyo", "tú", "u", "un", "una", "unas", "uno",
    "unos", "usted", "ustedes", "va", "vamos", "van", "varias", "varios", "ve", "ver", "vez",
    "vosotros", "vuestra", "vuestro", "y", "ya", "yo", "él"};

/* clang-format on */
enum { LONGEST = 10 }; /* bytes of any of them */

/* In byte order, by the first byte that differs: seldom a late one. */
static int compare(const char *listed, sv word) {
  for (size_t i = 0; i < word.len; i++) {
    if (listed[i] != word.at[i]) return (unsigned char)listed[i] - (unsigned char)word.at[i];
  }
  return listed[word.len] != '\0';
}

static bool holds(const char *const *words, size_t count, sv word) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = compare(words[middle], word);
    if (order == 0) return true;
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

static bool is_language(sv lang, const char *code) {
  return sv_eq_nocase(sv_first(lang, 2), sv_of(code)) && (lang.len == 2 || lang.at[2] == '-');
}

/* A language's words, or none. */
static size_t words_of(sv lang, const char *const **words) {
  *words = is_language(lang, "es") ? spanish : english;
  if (is_language(lang, "en")) return sizeof english / sizeof *english;
  return is_language(lang, "es") ? sizeof spanish / sizeof *spanish : 0;
}

bool words_is_stop(sv lang, sv folded) {
  const char *const *words;
  size_t count = words_of(lang, &words);
  return folded.len <= LONGEST && holds(words, count, folded);
}

void words_stop_list(sv lang, buf *out) {
  const char *const *words;
  size_t count = words_of(lang, &words);
  for (size_t i = 0; i < count; i++) {
    if (i) buf_byte(out, ' ');
    buf_add(out, sv_of(words[i]));
  }
}
