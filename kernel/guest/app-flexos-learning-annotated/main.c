/* flexos-learning with the annotations that learning proposes. */
#define FLEXOS_ANNOTATED
#include "../app-flexos-learning/main.c"
