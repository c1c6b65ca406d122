/* Another shared object, which needs the first and calls it when it begins. */
int counter_answer(void);

static int seen;

__attribute__((constructor)) static void begin(void)
{
    seen = counter_answer();            /* the first one has begun by then */
}

int second_seen(void)
{
    return seen;
}
