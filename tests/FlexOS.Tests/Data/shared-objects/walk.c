int walk(int (*visit)(int, void *), int from, int to, void *context)
{
    int sum = 0;

    for (; from < to; from++)
        sum += visit(from, context);
    return sum;
}
