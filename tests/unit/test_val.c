#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/val_pack.h"

static void a_value_takes_sixteen_bytes(void **state) {
  (void)state;
  assert_int_equal(sizeof(val), 16);
}

static void kinds_keep_what_they_were_made_of(void **state) {
  (void)state;
  assert_int_equal(val_nil().kind, VAL_NIL);
  assert_true(val_bool(true).as.boolean);
  assert_true(val_int(-5).as.integer == -5);
  assert_true(val_decimal(0.5).as.decimal == 0.5);
  assert_true(sv_is(val_text(val_str(SV("a<b"))), "a<b"));
  assert_int_equal(val_safe(SV("<b>")).kind, VAL_SAFE);
  assert_true(val_is_text(val_safe(SV(""))) && val_is_text(val_str(SV(""))));
  assert_false(val_is_text(val_int(1)));
  assert_int_equal(val_text(val_int(1)).len, 0);
  assert_int_equal(val_str_or_nil(SV("")).kind, VAL_NIL);
  assert_int_equal(val_str_or_nil(SV("x")).kind, VAL_STR);
}

static void a_date_keeps_its_offset_west_of_greenwich(void **state) {
  (void)state;
  date d = {.seconds = -1, .offset = -8 * 3600, .has_time = true};
  date back = val_as_date(val_date(d));
  assert_true(back.seconds == -1);
  assert_int_equal(back.offset, -28800);
  assert_true(back.has_time);
}

static void assert_object_of(size_t count) {
  arena a = {0};
  val_member *members = arena_array(&a, val_member, count);
  for (size_t i = 0; i < count; i++) {
    members[i].key = val_key_of(arena_printf(&a, "name %zu", i));
    members[i].value = val_int((int64_t)i);
  }
  val object = val_object_of(&a, members, count);
  assert_int_equal(object.len, count);
  for (size_t i = 0; i < count; i++) {
    assert_true(val_at(object, arena_printf(&a, "name %zu", i), &a).as.integer == (int64_t)i);
    assert_int_equal(object.as.object->members[i].value.as.integer, i);
  }
  val out;
  val_key none = val_key_of(SV("name"));
  assert_false(val_get(object, &none, &a, &out));
  assert_int_equal(out.kind, VAL_NIL);
  arena_free(&a);
}

static void members_are_found_in_objects_of_any_size(void **state) {
  (void)state;
  for (size_t count = 0; count < 40; count++) assert_object_of(count);
  assert_object_of(5000);
}

static void nil_is_a_member_like_any_other(void **state) {
  (void)state;
  arena a = {0};
  val_member member = {val_key_of(SV("x")), val_nil()};
  val object = val_object_of(&a, &member, 1), out;
  assert_true(val_get(object, &member.key, &a, &out));
  arena_free(&a);
}

static void what_is_no_object_has_no_members(void **state) {
  (void)state;
  arena a = {0};
  val items[] = {val_int(1)};
  assert_int_equal(val_at(val_nil(), SV("x"), &a).kind, VAL_NIL);
  assert_int_equal(val_at(val_str(SV("x")), SV("x"), &a).kind, VAL_NIL);
  assert_int_equal(val_at(val_array(items, 1), SV("0"), &a).kind, VAL_NIL);
  arena_free(&a);
}

typedef struct lazy_person {
  val_lazy lazy;
  sv name;
} lazy_person;

static bool get_of_person(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const lazy_person *person = (const lazy_person *)self;
  if (!sv_is(key->name, "greeting")) return false;
  *out = val_str(arena_printf(scratch, "Hello %.*s", SV_ARG(person->name)));
  return true;
}

static void a_lazy_object_works_its_members_out(void **state) {
  (void)state;
  static const val_lazy_type type = {.name = "person", .get = get_of_person};
  arena a = {0};
  lazy_person ann = {{&type}, SV("Ann")};
  assert_true(sv_is(val_text(val_at(val_lazy_of(&ann.lazy), SV("greeting"), &a)), "Hello Ann"));
  assert_int_equal(val_at(val_lazy_of(&ann.lazy), SV("age"), &a).kind, VAL_NIL);
  arena_free(&a);
}

static val some_of_each(arena *a) {
  date at = {.seconds = -5, .offset = -3600, .has_time = true};
  val *items = arena_array(a, val, 6);
  items[0] = val_nil();
  items[1] = val_bool(true);
  items[2] = val_int(-7);
  items[3] = val_decimal(0.5);
  items[4] = val_date(at);
  items[5] = val_safe(SV("<b>"));
  val_member members[] = {{val_key_of(SV("list")), val_array(items, 6)},
                          {val_key_of(SV("text")), val_str(SV("calm"))}};
  return val_object_of(a, members, 2);
}

static void assert_some_of_each(val v) {
  arena a = {0};
  assert_int_equal(v.kind, VAL_OBJECT);
  assert_int_equal(v.as.object->len, 2);
  assert_true(sv_is(val_text(val_at(v, SV("text"), &a)), "calm"));
  val list = val_at(v, SV("list"), &a);
  assert_int_equal(list.kind, VAL_ARRAY);
  assert_int_equal(list.len, 6);
  assert_int_equal(list.as.items[0].kind, VAL_NIL);
  assert_true(list.as.items[1].as.boolean);
  assert_int_equal(list.as.items[2].as.integer, -7);
  assert_true(list.as.items[3].as.decimal == 0.5);
  date at = val_as_date(list.as.items[4]);
  assert_true(at.seconds == -5 && at.offset == -3600 && at.has_time);
  assert_int_equal(list.as.items[5].kind, VAL_SAFE);
  assert_true(sv_is(val_text(list.as.items[5]), "<b>"));
  arena_free(&a);
}

static void what_is_held_needs_its_first_arena_no_more(void **state) {
  (void)state;
  arena a = {0}, first = {0};
  val held = val_held(&a, some_of_each(&first));
  arena_free(&first);
  assert_some_of_each(held);
  arena_free(&a);
}

static void a_value_comes_back_from_bytes(void **state) {
  (void)state;
  arena a = {0};
  buf bytes = BUF_EMPTY;
  val_pack(&bytes, some_of_each(&a));
  unpack in = {buf_sv(&bytes), false};
  assert_some_of_each(val_unpack(&in, &a));
  assert_false(in.bad);
  assert_int_equal(in.rest.len, 0);
  for (size_t len = 0; len < bytes.len; len++) {
    in = (unpack){sv_first(buf_sv(&bytes), len), false};
    val_unpack(&in, &a);
    assert_true(in.bad);
  }
  buf_free(&bytes);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_value_takes_sixteen_bytes),
      cmocka_unit_test(kinds_keep_what_they_were_made_of),
      cmocka_unit_test(a_date_keeps_its_offset_west_of_greenwich),
      cmocka_unit_test(members_are_found_in_objects_of_any_size),
      cmocka_unit_test(nil_is_a_member_like_any_other),
      cmocka_unit_test(what_is_no_object_has_no_members),
      cmocka_unit_test(a_lazy_object_works_its_members_out),
      cmocka_unit_test(what_is_held_needs_its_first_arena_no_more),
      cmocka_unit_test(a_value_comes_back_from_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
