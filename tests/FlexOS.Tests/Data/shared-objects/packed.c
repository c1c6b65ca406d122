/* A shared object with relative relocations in rows and with gaps, of which a packed table makes a few words. */
#define TEN(x) x, x, x, x, x, x, x, x, x, x

static int numbers[3] = {20, 1, 21};
static int *near[200] = {TEN(TEN(&numbers[0])), TEN(TEN(&numbers[1]))};
static struct { long gap[100]; int *far; } apart[3] = {{.far = &numbers[2]}, {.far = &numbers[2]}, {.far = &numbers[2]}};

int packed_sum(void)
{
    int sum = 0;

    for (int i = 0; i < 200; i++)
        sum += *near[i];
    for (int i = 0; i < 3; i++)
        sum += *apart[i].far;
    return sum;
}
