/* A shared object with everything that a linker has to do for one: see SharedObjectTests. */
typedef int function(int);

int helper_twice(int value);            /* imported */
void helper_note(int value);
extern int nowhere(void) __attribute__((weak));

int counter_step = 40;                  /* exported variable: GLOB_DAT */
static int begun;
static char zeroed[5000];
static __thread int own = 7;            /* .tdata and .tbss: TLSDESC */
static __thread int calls;

static int local_twice(int value)
{
    return 2 * value;
}

static function *const table[] = {local_twice, helper_twice}; /* RELATIVE, ABS64 */
static int *const place = &begun;

__attribute__((constructor)) static void begin(void)
{
    *place = 2;
}

__attribute__((destructor)) static void end(void)
{
    helper_note(calls);
}

int counter_answer(void)
{
    return counter_step + *place;
}

int counter_table(int index, int value)
{
    return table[index](value);
}

int counter_thread(int add)
{
    calls++;
    own += add;
    return own;
}

int counter_zeroed(void)
{
    int sum = 0;

    for (unsigned i = 0; i < sizeof zeroed; i++)
        sum += zeroed[i];
    return sum;
}

int counter_weak(void)
{
    return nowhere ? nowhere() : -1;
}

/* Writes to its own code, which no page allows. */
int counter_poke(void)
{
    *(volatile int *)counter_poke = 0;
    return 1;
}

/* Runs its own data, which no page allows either. */
int counter_run(void)
{
    static unsigned code[] = {0xd65f03c0}; /* ret */

    ((void (*)(void))code)();
    return 1;
}
