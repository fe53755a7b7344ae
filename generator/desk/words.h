/* Every word that the desk says, in one place. "{}" stands for what a page puts in. */
#ifndef PAMPHLET_DESK_WORDS_H
#define PAMPHLET_DESK_WORDS_H

/* clang-format off */
#define DESK_WORDS(X) \
  X(DESK_OF,         "The desk: {}") \
  X(TITLE_SUFFIX,    " \xE2\x80\x93 The desk") \
  X(SKIP,            "Skip to the main part") \
  X(SITE,            "The site") \
  X(ARTICLES,        "Articles") \
  X(NEW,             "New article") \
  X(PARTS,           "Parts of the desk") \
  X(NOT_YET,         "The site has not been built yet. Look again in a moment.") \
  X(AT_A_GLANCE,     "At a glance") \
  X(STATE_ALL,       "all") \
  X(STATE_PUBLISHED, "published") \
  X(STATE_DRAFT,     "draft") \
  X(STATE_SCHEDULED, "scheduled") \
  X(STATE_EXPIRED,   "expired") \
  X(STATE_OVERDUE,   "review overdue") \
  X(STATE_CHANGED,   "changed since review") \
  X(STATE_STALE,     "older than its original") \
  X(NEXT_PUBLISH,    "Next to be published: {}") \
  X(NEXT_REVIEW,     "Next review due: {}") \
  X(NO_NEXT,         "nothing planned") \
  X(FILTER,          "Choose articles") \
  X(FILTER_TEXT,     "Words in title, file or author") \
  X(FILTER_STATE,    "State") \
  X(FILTER_LANGUAGE, "Language") \
  X(FILTER_SECTION,  "Section") \
  X(FILTER_AUTHOR,   "Author") \
  X(FILTER_FINDINGS, "Only with findings") \
  X(FILTER_ANY,      "any") \
  X(FILTER_SHOW,     "Show") \
  X(FILTER_CLEAR,    "Show all") \
  X(CAPTION_ONE,     "1 article") \
  X(CAPTION,         "{} articles") \
  X(CAPTION_PART,    ", page {}") \
  X(CAPTION_OF,      " of {}") \
  X(NONE,            "No article is like that.") \
  X(NO_ARTICLES,     "There are no articles yet.") \
  X(COLUMN_TITLE,    "Title") \
  X(COLUMN_STATE,    "State") \
  X(COLUMN_DATE,     "Date") \
  X(COLUMN_GRADE,    "Grade") \
  X(COLUMN_FINDINGS, "Findings") \
  X(COLUMN_WORDS,    "Words") \
  X(COLUMN_REVIEWED, "Last review") \
  X(NO_VALUE,        "\xE2\x80\x93") \
  X(NO_VALUE_SPOKEN, "none") \
  X(WAITING,         "\xE2\x80\xA6") \
  X(WAITING_SPOKEN,  "being checked") \
  X(CHECKING,        "{} still to be checked; the figures fill in by themselves.") \
  X(EASE,            "ease") \
  X(REVIEW_UNTIL,    "due {}") \
  X(PAGES,           "Pages of the list") \
  X(PREVIOUS,        "Previous") \
  X(NEXT,            "Next") \
  X(ELSEWHERE,       "Findings elsewhere") \
  X(ELSEWHERE_SAYS,  "In settings, layouts and other files.") \
  X(ELSEWHERE_MORE,  "and {} more") \
  X(FILE,            "File: {}") \
  X(FACT_GRADE,      "Grade: {}") \
  X(FACT_WORDS,      "Words: {}") \
  X(FACT_REVIEWED,   "Last review: {}") \
  X(OPEN_PAGE,       "Open the page") \
  X(FINDINGS,        "Findings") \
  X(FINDINGS_ONE,    "1 finding") \
  X(FINDINGS_MANY,   "{} findings") \
  X(FINDINGS_NONE,   "No findings. Well done.") \
  X(FINDINGS_WAIT,   "The checks of this article are still running. Look again in a moment.") \
  X(LINE,            "Line {}") \
  X(WHOLE_FILE,      "Whole file") \
  X(ERROR,           "Error") \
  X(WARNING,         "Advice") \
  X(HINT,            "What to do: ") \
  X(TEXT,            "The text, line by line") \
  X(TEXT_LONG,       "The file is too long to be shown here. Its findings stand above.") \
  X(TEXT_GONE,       "The file cannot be read any more. It may have been moved or removed.") \
  X(PREVIEW,         "As readers see it") \
  X(PREVIEW_OF,      "Preview of {}") \
  X(PREVIEW_NONE,    "Readers do not see this article, so there is no preview.") \
  X(NEW_SAYS,        "The file starts as a draft with the parts that such an article needs. Nobody sees it before you take out the line \"draft: true\".") \
  X(NEW_TITLE,       "Title") \
  X(NEW_TITLE_SAYS,  "In the words that a reader would use, such as: Are facet joint injections risky?") \
  X(NEW_KIND,        "Kind") \
  X(NEW_MAKE,        "Make the file") \
  X(NEW_NO_TITLE,    "Please write a title.") \
  X(NEW_NO_KIND,     "Please choose one of the kinds.") \
  X(NEW_NO_KINDS,    "There is nothing to start from. Archetypes are files such as layouts/archetypes/article.md.") \
  X(NEW_PROBLEM,     "The file was not made") \
  X(NEW_STALE,       "This form is from before the desk was started again. Please send it once more.") \
  X(MADE,            "{} is ready to be written") \
  X(MADE_1,          "Open the file in any text editor and write over what stands there:") \
  X(MADE_2,          "Save it. The page and its findings follow each time that you save.") \
  X(MADE_3,          "When it is good, take out the line \"draft: true\".") \
  X(MADE_LOOK,       "Look at its page and findings") \
  X(MADE_AGAIN,      "Make another")
/* clang-format on */

typedef enum desk_word {
#define X(id, text) W_##id,
  DESK_WORDS(X)
#undef X
      DESK_WORD_COUNT
} desk_word;

#endif
