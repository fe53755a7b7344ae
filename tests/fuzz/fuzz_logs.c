/* Fuzz target for access logs: every line of the input through the reader, and what it gives must
 * lie within the line. */
#include <stdint.h>
#include <stdlib.h>

#include "graph/access_log.h"

static void check_part(sv part, sv line) {
  if (part.len == 0) return;
  if (part.at < line.at || part.len > line.len) abort();
  if ((size_t)(part.at - line.at) > line.len - part.len) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  sv text = sv_make((const char *)bytes, size), line;
  while (sv_line(&text, &line)) {
    access_hit hit;
    if (!access_log_read(line, &hit)) continue;
    check_part(hit.client, line);
    check_part(hit.method, line);
    check_part(hit.target, line);
    check_part(hit.agent, line);
    if (hit.client.len == 0 || hit.status < 100 || hit.status > 999) abort();
    if (hit.agent.len && !hit.has_agent) abort();
    access_log_is_robot(hit.agent);
  }
  return 0;
}
