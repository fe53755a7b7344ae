/* Filters on running text and names, as Jekyll has them. */
#include "liquid/filter.h"

const liq__builtin liq__filters_prose[] = {
    {NULL, 0, 0, NULL, 0},
};
