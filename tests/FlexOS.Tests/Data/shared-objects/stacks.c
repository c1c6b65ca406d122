/* What goes wrong with stacks: see StackTests. */
int stacks_deep(int depth)
{
    volatile char frame[200];

    frame[0] = (char)depth;
    return depth == 0 ? frame[0] : stacks_deep(depth - 1) + frame[0];
}

int stacks_smash(int length)
{
    volatile char buffer[16];

    for (int i = 0; i < length; i++)
        buffer[i] = 'x';
    return buffer[0];
}
