/* Every code that a diagnostic can carry: X(code, severity, what it is about).
 * A code keeps its meaning for ever, since people search for it and excuse it by name.
 * A room has its block; a new code goes to the end of the block. */
#ifndef PAMPHLET_DIAG_CODES_H
#define PAMPHLET_DIAG_CODES_H

/* clang-format off */
#define DIAG_CODES(X) \
  /* IO: files and folders */ \
  X(IO001, ERROR,   "a file cannot be read") \
  X(IO002, ERROR,   "a file cannot be written") \
  X(IO003, ERROR,   "a folder is missing") \
  X(IO004, ERROR,   "a file is not UTF-8") \
  X(IO005, ERROR,   "a file is too large") \
  X(IO006, ERROR,   "folders link to each other in a loop") \
  X(IO007, ERROR,   "a path leaves its folder") \
  X(IO008, WARNING, "a file in the output that no build made") \
  X(IO009, WARNING, "a file that nothing is made from") \
  X(IO010, WARNING, "lines of a log in no known format") \
  X(IO011, ERROR,   "an article whose name does not end in .md") \
  X(IO012, WARNING, "a record of builds that does not fit the output") \
  /* YM: YAML and JSON */ \
  X(YM001, ERROR,   "YAML or JSON that cannot be read") \
  X(YM002, ERROR,   "a key stands twice") \
  X(YM003, ERROR,   "data nested too deep or grown too large") \
  X(YM004, ERROR,   "front matter without its closing line") \
  X(YM005, WARNING, "a value cut short by ' #'") \
  X(YM006, WARNING, "curly quotes around a value") \
  /* CF: site.yaml and the other settings */ \
  X(CF001, ERROR,   "site.yaml is missing") \
  X(CF002, ERROR,   "a setting is missing") \
  X(CF003, ERROR,   "a setting has the wrong form") \
  X(CF004, WARNING, "an unknown setting") \
  X(CF005, ERROR,   "a notice without its page") \
  X(CF006, WARNING, "a setting that lets anything through") \
  /* FM: front matter */ \
  X(FM001, ERROR,   "an article without front matter") \
  X(FM002, ERROR,   "a field is missing") \
  X(FM003, ERROR,   "a field has the wrong form") \
  X(FM004, ERROR,   "not a date") \
  X(FM005, WARNING, "a field that looks like a misspelled one") \
  X(FM006, ERROR,   "a person who is not in content/people/") \
  X(FM007, WARNING, "a person by name only") \
  X(FM008, ERROR,   "the same field under two names") \
  X(FM009, WARNING, "a file name with a language that the site does not list") \
  X(FM010, WARNING, "dates in an order that cannot be") \
  X(FM011, ERROR,   "a machine's translation that nobody checked") \
  X(FM012, ERROR,   "a misspelled field that would hold its page back") \
  /* MD: Markdown */ \
  X(MD001, WARNING, "raw HTML left out") \
  X(MD002, WARNING, "a line that looks like a list item but is none") \
  X(MD003, WARNING, "a line that looks like a heading but is none") \
  X(MD004, WARNING, "an address that is not a link") \
  X(MD005, WARNING, "an active link dropped") \
  X(MD006, ERROR,   "an image without alternative text") \
  X(MD007, ERROR,   "Markdown past a limit") \
  X(MD008, ERROR,   "an unknown kind of callout") \
  X(MD009, WARNING, "a footnote or reference that nothing cites") \
  X(MD010, ERROR,   "a citation of a note that does not exist") \
  X(MD011, ERROR,   "a care card without one of its parts") \
  X(MD012, WARNING, "an id that stands twice") \
  X(MD013, ERROR,   "a block that is never closed") \
  X(MD014, WARNING, "an abbreviation explained twice") \
  X(MD015, ERROR,   "an insert that does not exist") \
  X(MD016, ERROR,   "an insert that is written wrong") \
  X(MD017, ERROR,   "an insert where it cannot stand") \
  X(MD018, WARNING, "HTML that is never closed, or closes nothing") \
  /* LQ: layouts */ \
  X(LQ001, ERROR,   "a layout that cannot be parsed") \
  X(LQ002, ERROR,   "an unknown tag") \
  X(LQ003, ERROR,   "an unknown filter") \
  X(LQ004, ERROR,   "a tag that is never closed") \
  X(LQ005, ERROR,   "a layout or partial that does not exist") \
  X(LQ006, ERROR,   "an error while rendering") \
  X(LQ007, WARNING, "a name that nothing defines") \
  X(LQ008, ERROR,   "an insert that is declared wrong") \
  X(LQ009, ERROR,   "a pair of colours that cannot be checked") \
  X(LQ010, WARNING, "colours that are hard to tell apart") \
  X(LQ011, ERROR,   "a language of the site without a file of words") \
  X(LQ012, WARNING, "words that a language lacks") \
  /* LK: links and addresses */ \
  X(LK001, ERROR,   "a link that leads nowhere") \
  X(LK002, ERROR,   "an image or file that does not exist") \
  X(LK003, ERROR,   "two pages at one address") \
  X(LK004, WARNING, "an address that is gone") \
  X(LK005, ERROR,   "an anchor that does not exist") \
  X(LK006, ERROR,   "an asset that does not exist") \
  X(LK007, WARNING, "an image that social networks cannot show") \
  X(LK008, WARNING, "a comment on no article") \
  X(LK009, WARNING, "an answer to no comment") \
  X(LK010, WARNING, "a file that is not what its name says") \
  X(LK011, WARNING, "a link off the site that does not answer") \
  X(LK012, WARNING, "a link off the site to a page that has moved for good") \
  X(LK013, WARNING, "an image of another site, which browsers are told not to show") \
  /* RL: related articles */ \
  X(RL001, ERROR,   "a pinned, banned or translated article that does not exist") \
  X(RL002, WARNING, "a pinned article that is overdue for review") \
  X(RL003, ERROR,   "a translation into a language that there is already") \
  /* BD: the build */ \
  X(BD001, ERROR,   "an unusable choice of output") \
  X(BD002, WARNING, "a page that is still live because the build failed") \
  X(BD003, ERROR,   "an option that cannot be used") \
  /* GL: the glossary */ \
  X(GL001, ERROR,   "an entry of the glossary that cannot be used") \
  X(GL002, ERROR,   "a term explained twice") \
  X(GL003, ERROR,   "a term that the glossary does not explain") \
  X(GL004, WARNING, "an unknown part of an entry of the glossary") \
  /* HC: how an article reads, and what a clinic must not say */ \
  X(HC001, WARNING, "an article that is hard to read") \
  X(HC002, WARNING, "a long sentence") \
  X(HC003, WARNING, "a long paragraph") \
  X(HC004, WARNING, "a long list") \
  X(HC005, WARNING, "much passive voice") \
  X(HC006, WARNING, "an acronym that is not spelled out") \
  X(HC007, WARNING, "jargon that has a plain word") \
  X(HC008, WARNING, "a link that does not say where it leads") \
  X(HC009, WARNING, "a heading level skipped") \
  X(HC010, WARNING, "a place told by its colour or side alone") \
  X(HC011, WARNING, "a relative risk without the absolute one") \
  X(HC012, WARNING, "chances as one in different numbers") \
  X(HC013, WARNING, "a needless decimal") \
  X(HC014, WARNING, "a promise to cure") \
  X(HC015, WARNING, "a promise of a result") \
  X(HC016, WARNING, "a promise that nothing can hurt or go wrong") \
  X(HC017, WARNING, "a claim to be better than others") \
  X(HC018, WARNING, "a title or approval that misleads") \
  X(HC019, WARNING, "a testimonial without authorisation or compensation") \
  X(HC020, WARNING, "a phone number in the text") \
  X(HC021, WARNING, "a birth date in the text") \
  X(HC022, WARNING, "an e-mail address in the text") \
  X(HC023, WARNING, "a treatment guide that leaves something out") \
  X(HC024, WARNING, "no key message before the first heading") \
  X(HC025, WARNING, "an article without references") \
  X(HC026, WARNING, "an excuse that is not one") \
  X(HC027, WARNING, "an article that nobody reviewed") \
  X(HC028, WARNING, "a review that is overdue") \
  X(HC029, WARNING, "an article changed since its review") \
  X(HC030, WARNING, "a review of no article") \
  X(HC031, ERROR,   "a recorded review that cannot be read") \
  X(HC032, WARNING, "a review on a day that has not come") \
  X(HC033, WARNING, "a review that would hold for more than ten years")
/* clang-format on */

#endif
