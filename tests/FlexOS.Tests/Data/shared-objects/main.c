#include <stdio.h>

int counter_answer(void);
int counter_table(int index, int value);
int counter_thread(int add);
int counter_zeroed(void);
int counter_weak(void);
int second_seen(void);

int main(void)
{
    printf("answer %d\n", counter_answer());
    printf("table %d %d\n", counter_table(0, 21), counter_table(1, 22));
    counter_thread(3);
    printf("thread %d\n", counter_thread(5));
    printf("zeroed %d, weak %d\n", counter_zeroed(), counter_weak());
    printf("second %d\n", second_seen());
    return 5;
}
