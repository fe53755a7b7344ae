/* Texts that are printed once for all renders that would print the same. */
#include "liquid/eval.h"

#include "diag/record.h"

/* A thing is mostly read several times in turn. */
void liq_reads_note(liq_reads *reads, uint32_t thing) {
  size_t len = reads->things.len;
  if (reads->open == 0 || (len > reads->begin && reads->things.at[len - 1] == thing)) return;
  vec_push(&reads->memory, &reads->things, thing);
}

void liq__keeper_start(liq__state *st, liq__keeper *k, const void *what) {
  k->open = false;
  k->number = LIQ_BY_KEY;
  k->what = what;
  liq__key_start(&k->key, what, st->run->variant);
}

void liq__keeper_start_constant(liq__keeper *k, uint32_t number) {
  k->open = false;
  k->number = number;
}

bool liq__keeper_add(liq__keeper *k, uint32_t name, val v) {
  liq__key_add(&k->key, name, v);
  return !k->key.bad;
}

bool liq__keeper_add_globals(liq__state *st, liq__keeper *k, const liq__globals *few) {
  for (size_t i = 0; i < few->len; i++) {
    val global, v;
    liq__get_global(st, few->at[i].variable, &global);
    val_get(global, &few->at[i].field, st->run->scratch, &v);
    if (!liq__keeper_add(k, few->at[i].variable, v)) return false;
  }
  return true;
}

/* Where a limit would be met the text is printed anew, so that the limit is met in the same place
 * whatever is kept. */
static bool within_limits(const liq__state *st, const liq__kept *kept) {
  return st->depth + kept->depth <= LIMIT_LIQUID_DEPTH &&
         st->steps + kept->steps <= st->step_limit &&
         st->out->len + kept->text.len <= st->output_limit;
}

static bool print_kept(liq__state *st, const liq__kept *kept) {
  if (!within_limits(st, kept)) return false;
  if (st->deepest < st->depth + kept->depth) st->deepest = st->depth + kept->depth;
  st->steps += kept->steps;
  buf_add(st->out, kept->text);
  if (kept->thing_count) st->run->read_again(st->run->context, kept->things, kept->thing_count);
  return true;
}

bool liq__keeper_print(liq__state *st, liq__keeper *k) {
  liq_run *run = st->run;
  if (k->number != LIQ_BY_KEY) {
    const liq__kept *constant = liq__memo_constant(run->memo, k->number, run->variant);
    if (constant && print_kept(st, constant)) return true;
  } else {
    liq__kept kept;
    if (liq__memo_find(run->memo, k->what, &k->key, &kept) && print_kept(st, &kept)) return true;
  }
  k->open = true;
  k->printed = st->out->len;
  k->things = run->reads->things.len;
  k->steps = st->steps;
  k->outer_begin = run->reads->begin;
  run->reads->begin = k->things;
  k->outer_deepest = st->deepest;
  k->outer_now_read = run->now_read;
  k->outer_passing = run->reads->passing;
  st->deepest = st->depth;
  run->now_read = run->reads->passing = false;
  run->reads->open++;
  return false;
}

void liq__keeper_end(liq__state *st, liq__keeper *k, liq__flow flow) {
  liq_run *run = st->run;
  liq_reads *reads = run->reads;
  if (!k->open) return;
  /* What has something to report reports it each time. */
  if (flow == LIQ_FLOW_ON && !run->now_read && !reads->passing && !st->failed && !st->message.at &&
      diag_is_empty(run->sink)) {
    liq__kept kept = {.text = sv_make(st->out->at + k->printed, st->out->len - k->printed),
                      .things = reads->things.at + k->things,
                      .thing_count = reads->things.len - k->things,
                      .steps = st->steps - k->steps,
                      .depth = st->deepest - st->depth};
    if (k->number == LIQ_BY_KEY)
      liq__memo_put(run->memo, &k->key, &kept);
    else
      liq__memo_put_constant(run->memo, k->number, run->variant, &kept);
  }
  if (--reads->open == 0) reads->things.len = 0;
  reads->begin = k->outer_begin;
  reads->passing = reads->passing || k->outer_passing;
  run->now_read = run->now_read || k->outer_now_read;
  if (st->deepest < k->outer_deepest) st->deepest = k->outer_deepest;
}
