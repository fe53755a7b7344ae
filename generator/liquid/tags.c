#include "liquid/parse.h"

static const liq__tag tags[] = {
    {"assign", liq__tag_assign},
    {"break", liq__tag_interrupt},
    {"capture", liq__tag_capture},
    {"case", liq__tag_case},
    {"comment", liq__tag_comment},
    {"continue", liq__tag_interrupt},
    {"cycle", liq__tag_cycle},
    {"decrement", liq__tag_counter},
    {"doc", liq__tag_doc},
    {"echo", liq__tag_echo},
    {"for", liq__tag_for},
    {"if", liq__tag_if},
    {"ifchanged", liq__tag_ifchanged},
    {"include", liq__tag_partial},
    {"increment", liq__tag_counter},
    {"liquid", liq__tag_liquid},
    {"raw", liq__tag_raw},
    {"render", liq__tag_partial},
    {"tablerow", liq__tag_tablerow},
    {"unless", liq__tag_if},
    {"#", liq__tag_inline_comment},
};

const liq__tag *liq__tag_find(sv name) {
  if (name.len == 0) return NULL;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    /* Two letters tell most of them apart before any comparison. */
    if (tags[i].name[0] == name.at[0] && sv_is(name, tags[i].name)) return &tags[i];
  }
  return NULL;
}

size_t liq__tag_names(const sv **names) {
#define NAME(literal) \
  { literal, sizeof(literal) - 1 }
  static const sv all[] = {
      NAME("assign"),    NAME("break"),       NAME("capture"),      NAME("case"),
      NAME("comment"),   NAME("continue"),    NAME("cycle"),        NAME("decrement"),
      NAME("doc"),       NAME("echo"),        NAME("else"),         NAME("elsif"),
      NAME("endcase"),   NAME("endcapture"),  NAME("endcomment"),   NAME("enddoc"),
      NAME("endfor"),    NAME("endif"),       NAME("endifchanged"), NAME("endraw"),
      NAME("endunless"), NAME("endtablerow"), NAME("for"),          NAME("if"),
      NAME("ifchanged"), NAME("include"),     NAME("increment"),    NAME("liquid"),
      NAME("raw"),       NAME("render"),      NAME("tablerow"),     NAME("unless"),
      NAME("when"),
  };
#undef NAME
  *names = all;
  return sizeof all / sizeof *all;
}
