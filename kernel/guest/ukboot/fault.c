/*
 * Exceptions: the services of flexos/trap.h, and faults, each reported in one line and then either
 * abandoned at the newest recovery point or the end of the machine.
 */
#include "supervise.h"

#include <flexos/trap.h>

enum {
    EC_UNKNOWN = 0x00,
    EC_SVC = 0x15,
    EC_INSTRUCTION_ABORT = 0x21,        /* from the same exception level; likewise below */
    EC_PC_ALIGNMENT = 0x22,
    EC_DATA_ABORT = 0x25,
    EC_SP_ALIGNMENT = 0x26,
    EC_CAPABILITY_ACCESS = 0x29,
    EC_CAPABILITY_REGISTER = 0x2a,
    EC_SYSTEM_REGISTER = 0x18,
    EC_BREAKPOINT = 0x3c,
    EC_LOWER_INSTRUCTION_ABORT = 0x20,  /* from EL0, where `page-table` compartments run */
    EC_LOWER_DATA_ABORT = 0x24,
};

enum { SPSR_MODE = 0xf, SPSR_MASKED = 0x3c0 };

enum { VECTOR_SYNCHRONOUS = 0, VECTOR_SYNCHRONOUS_EXECUTIVE = 4, VECTOR_SYNCHRONOUS_EL0 = 8 };

/* Where a compartment asked to go on after a fault. */
struct recovery_point {
    const struct flexos_boot_compartment *compartment;
    uint64_t pc, sp;
};

/* A thread goes back to points of its own only: the frames of another are not abandoned. */
static struct recovery {
    struct recovery_point points[FLEXOS_RECOVERY_POINTS];
    unsigned count;
} recoveries[FLEXOS_THREADS];

/*
 * Calls across that are under way have moved the thread's status blocks in their callers. A recovery
 * point keeps its blocks of all compartments, each at the bottom of the thread's stack there, below
 * the thread id: a compartment that tampers with its own can do no more than by writing the block
 * itself. Two compartments with one stack have one place after the other.
 */
static struct flexos_thread_status_block *kept_block(const struct flexos_boot_compartment *compartment,
                                                     uint64_t thread, unsigned point)
{
    uint64_t stack = compartment->stack_bottom + thread * FLEXOS_STACK_SIZE;
    const struct flexos_boot_compartment *other = flexos_boot_table.compartments;

    for (; other != compartment; other++)
        if (other->stack_bottom == compartment->stack_bottom)
            point += FLEXOS_RECOVERY_POINTS;
    return (struct flexos_thread_status_block *)(stack + FLEXOS_STACK_RECOVERY) + point;
}

static void keep_blocks(uint64_t thread, unsigned point)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *compartment = ukboot_compartment_of_id(i);
        *kept_block(compartment, thread, point) = ((struct flexos_thread_status_block *)compartment->tsb)[thread];
    }
}

static void restore_blocks(uint64_t thread, unsigned point)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *compartment = ukboot_compartment_of_id(i);
        ((struct flexos_thread_status_block *)compartment->tsb)[thread] = *kept_block(compartment, thread, point);
    }
}

/* The thread with an address in one of its stacks, in some compartment; or none, -1. */
static uint64_t thread_of(uint64_t address)
{
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        uint64_t offset = address - ukboot_compartment_of_id(i)->stack_bottom;
        if (offset / FLEXOS_STACK_SIZE < flexos_boot_table.threads)
            return offset / FLEXOS_STACK_SIZE;
    }
    return ~0ull;
}

/*
 * The thread that an exception interrupted: its stack pointer lies in that thread's stack of some
 * compartment. At the end of a trampoline there is none, but the way back in c15. Else, or if a
 * compartment has lost its stack pointer, it is the one that was here last.
 */
static uint64_t interrupted_thread(const struct ukboot_frame *frame)
{
    static uint64_t last;
    uint64_t sp = ukboot_stack_pointer(ukboot_isolated()), thread = thread_of(sp ? sp - 1 : frame->c[15].value);

    if (thread != ~0ull)
        last = thread;
    if (ukboot_mechanism() && ukboot_mechanism()->thread) /* the stack pointer is the compartment's to write */
        last = ukboot_mechanism()->thread(last);
    return last;
}

static unsigned class_of(const struct ukboot_frame *frame)
{
    unsigned class = frame->esr >> 26 & 0x3f;

    return class == EC_LOWER_INSTRUCTION_ABORT ? EC_INSTRUCTION_ABORT : class == EC_LOWER_DATA_ABORT ? EC_DATA_ABORT : class;
}

static unsigned status_of(const struct ukboot_frame *frame)
{
    return frame->esr & 0x3f;
}

static int is_abort(const struct ukboot_frame *frame)
{
    return class_of(frame) == EC_DATA_ABORT || class_of(frame) == EC_INSTRUCTION_ABORT;
}

/* The kind of an abort by its fault status code, without the level for those that have one. */
static const char *abort_kind(unsigned status)
{
    switch (status) {
    case FLEXOS_FAULT_TAG: return "capability tag fault";
    case FLEXOS_FAULT_SEAL: return "capability seal fault";
    case FLEXOS_FAULT_BOUNDS: return "capability bounds fault";
    case FLEXOS_FAULT_PERMISSION: return "capability permission fault";
    case 0x2c: return "capability page fault";
    case 0x21: return "alignment fault";
    case 0x10: return "external abort";
    }
    switch (status >> 2) {
    case 0: return "address size fault";
    case 1: return "translation fault";
    case 2: return "access flag fault";
    case 3: return "page permission fault";
    }
    return "abort";
}

static int is_refusal(const struct ukboot_frame *frame)
{
    return class_of(frame) == EC_SVC && (frame->esr & 0xffff) >= FLEXOS_TRAP_GATE_CALL
        && (frame->esr & 0xffff) <= FLEXOS_TRAP_REFUSED;
}

static const char *kind_of(const struct ukboot_frame *frame)
{
    switch (class_of(frame)) {
    case EC_DATA_ABORT:
    case EC_INSTRUCTION_ABORT: return abort_kind(status_of(frame));
    case EC_UNKNOWN: return "undefined instruction";
    case EC_PC_ALIGNMENT: return "pc alignment fault";
    case EC_SP_ALIGNMENT: return "sp alignment fault";
    case EC_SVC: return is_refusal(frame) ? "call refused" : "unknown service";
    case EC_CAPABILITY_ACCESS: return "capability access trap";
    case EC_SYSTEM_REGISTER:
    case EC_CAPABILITY_REGISTER: return "system register trap";
    case EC_BREAKPOINT: return "breakpoint";
    }
    return "unexpected exception";
}

static const char *access_of(const struct ukboot_frame *frame)
{
    if (class_of(frame) == EC_INSTRUCTION_ABORT)
        return "fetch";
    return frame->esr & (1 << 6) ? "store" : "load";
}

/*
 * Who did it. The text that the address lies in cannot be argued with; only after a jump out of it
 * does the address say where to and not where from, and then CID_EL0 must do.
 */
static const struct flexos_boot_compartment *culprit_of(const struct ukboot_frame *frame)
{
    const struct flexos_boot_compartment *compartment = 0;

    if (ukboot_mechanism() && ukboot_mechanism()->current) /* it knows, and what CID_EL0 says is the compartment's to write */
        return ukboot_mechanism()->current();
    if (flexos_boot_table.code_end && class_of(frame) != EC_INSTRUCTION_ABORT) /* every PCC covers all text: whose it is says nothing, whose data it reaches does */
        for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++)
            if (ukboot_has_restricted(&ukboot_capabilities(i)->ddc))
                return ukboot_compartment_of_id(i);
    if (!ukboot_isolated() || class_of(frame) != EC_INSTRUCTION_ABORT)
        compartment = ukboot_compartment_of_text(frame->celr.value);
    if (!compartment && ukboot_isolated())
        compartment = ukboot_compartment_of_id(frame->cid);
    return compartment;
}

/* Whether an access went beyond the low end of the stack of the thread that made it. */
static int is_stack_overflow(const struct ukboot_frame *frame, uint64_t thread)
{
    uint64_t sp = ukboot_stack_pointer(ukboot_isolated()), low = flexos_boot_table.threads > 1 ? FLEXOS_STACK_GUARD_END : FLEXOS_STACK_TLS_END;

    if (class_of(frame) != EC_DATA_ABORT)
        return 0;
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        uint64_t stack = ukboot_compartment_of_id(i)->stack_bottom + thread * FLEXOS_STACK_SIZE;

        if (flexos_boot_table.threads > 1 && frame->far - stack - FLEXOS_STACK_GUARD < FLEXOS_STACK_GUARD_END - FLEXOS_STACK_GUARD)
            return 1;
        /* Without guards the first stack ends where its compartment does. */
        if (flexos_boot_table.threads == 1 && stack - frame->far - 1 < FLEXOS_STACK_SIZE && (sp - stack < low || stack - sp < FLEXOS_STACK_SIZE))
            return 1;
    }
    return 0;
}

/* "flexos: <kind>: <access> at <address> by compartment <id> "<name>", pc <address>" */
static void report(const struct ukboot_frame *frame, const struct flexos_boot_compartment *culprit)
{
    ukboot_write("flexos: ");
    ukboot_write(kind_of(frame));
    ukboot_write(": ");
    if (is_abort(frame)) {
        ukboot_write(access_of(frame));
        ukboot_write(" at ");
        ukboot_write_hex(frame->far);
    } else {
        ukboot_write("syndrome ");
        ukboot_write_hex(frame->esr);
    }
    ukboot_write(" by ");
    ukboot_write_compartment(culprit);
    ukboot_write(", pc ");
    ukboot_write_hex(frame->celr.value);
    ukboot_write("\n");
    if (culprit && is_stack_overflow(frame, interrupted_thread(frame))) {
        ukboot_write("flexos: stack overflow of thread ");
        ukboot_write_decimal(interrupted_thread(frame));
        ukboot_write(" in ");
        ukboot_write_compartment(culprit);
        ukboot_write("\n");
    }
}

static enum flexos_fault fault_of(const struct ukboot_frame *frame)
{
    if (is_abort(frame) && status_of(frame) >= FLEXOS_FAULT_TAG && status_of(frame) <= FLEXOS_FAULT_PERMISSION)
        return status_of(frame);
    if (is_abort(frame) && status_of(frame) >> 2 == 1)
        return FLEXOS_FAULT_TRANSLATION;
    if (is_abort(frame) && status_of(frame) >> 2 == 3)
        return FLEXOS_FAULT_PAGE;
    switch (class_of(frame)) {
    case EC_UNKNOWN: return FLEXOS_FAULT_UNDEFINED;
    case EC_SYSTEM_REGISTER:
    case EC_CAPABILITY_REGISTER: return FLEXOS_FAULT_SYSTEM;
    }
    return is_refusal(frame) ? FLEXOS_FAULT_REFUSED : FLEXOS_FAULT_OTHER;
}

/*
 * Continues at the newest recovery point, whoever set it: when a callee faults, that of its caller.
 * The rights come from the capability table and not from the frame, where the PCC may be untagged.
 */
static void recover(struct ukboot_frame *frame, uint64_t thread)
{
    struct recovery *recovery = &recoveries[thread];
    const struct recovery_point *point = &recovery->points[--recovery->count];

    if (ukboot_isolated()) {
        const struct flexos_compartment_capabilities *pair = ukboot_capabilities(point->compartment->id);

        ukboot_set_restricted(&pair->ddc, point->sp, point->compartment->id);
        ukboot_set_value(&frame->celr, &pair->pcc, point->pc);
        restore_blocks(thread, recovery->count);
        if (ukboot_mechanism() && ukboot_mechanism()->restore)
            ukboot_mechanism()->restore(thread, recovery->count);
        ukboot_supervise_abandoned(thread);
    } else {
        ukboot_set_sp_el0(point->sp);
        frame->celr = (struct flexos_capability){0};
        ukboot_derive(&frame->celr, 0, ~0ull, point->pc, ~0ull, 1);
    }
    ukboot_abandon(frame);
    frame->c[0].value = fault_of(frame);
}

/* Nothing of the abandoned frames goes back, C64 included. */
void ukboot_abandon(struct ukboot_frame *frame)
{
    for (unsigned i = 0; i < 31; i++)
        frame->c[i] = (struct flexos_capability){0};
    ukboot_shared_register_copy(&frame->c[18]);
    frame->spsr = (frame->spsr & SPSR_MODE) | SPSR_MASKED;
    ukboot_clear_vectors();
}

void ukboot_forget_recovery(const struct flexos_boot_compartment *compartment)
{
    for (uint64_t thread = 0; thread < flexos_boot_table.threads; thread++)
        for (unsigned i = 0; i < recoveries[thread].count; i++) {
            if (recoveries[thread].points[i].compartment == compartment)
                recoveries[thread].points[i].compartment = 0;
            *kept_block(compartment, thread, i) = ((struct flexos_thread_status_block *)compartment->tsb)[thread];
        }
}

/* The newest recovery point of a thread that is still good, or 0. */
static const struct recovery_point *newest_point(uint64_t thread)
{
    struct recovery *recovery = &recoveries[thread];

    while (recovery->count > 0 && !recovery->points[recovery->count - 1].compartment)
        recovery->count--;
    return recovery->count > 0 ? &recovery->points[recovery->count - 1] : 0;
}

static void recovery_push(struct ukboot_frame *frame, const struct flexos_boot_compartment *caller)
{
    uint64_t thread = interrupted_thread(frame);
    struct recovery *recovery = &recoveries[thread];
    struct recovery_point *point = &recovery->points[recovery->count];
    uint64_t result = ~0ull;

    if (recovery->count < FLEXOS_RECOVERY_POINTS) {
        point->compartment = caller;
        point->pc = frame->c[0].value;
        point->sp = frame->c[1].value;
        if (ukboot_isolated())
            keep_blocks(thread, recovery->count);
        if (ukboot_mechanism() && ukboot_mechanism()->keep)
            ukboot_mechanism()->keep(thread, recovery->count);
        recovery->count++;
        result = 0;
    }
    frame->c[0] = (struct flexos_capability){.value = result};
}

static void recovery_pop(const struct ukboot_frame *frame, const struct flexos_boot_compartment *caller)
{
    uint64_t thread = interrupted_thread(frame);
    const struct recovery_point *point = newest_point(thread);

    if (point && point->compartment == caller)
        recoveries[thread].count--;
}

static uint64_t counter_frequency(void)
{
    uint64_t hertz;

    __asm__("mrs %0, cntfrq_el0" : "=r"(hertz));
    return hertz;
}

/*
 * Makes a number of a thread as good as new. Whoever may do this can make threads run over their own
 * frames in every compartment, so it is for the compartment that the linker put the scheduler into.
 */
static void thread_reset(struct ukboot_frame *frame, const struct flexos_boot_compartment *caller)
{
    uint64_t thread = frame->c[0].value;

    frame->c[0] = (struct flexos_capability){.value = ~0ull};
    if (caller->id + 1 != flexos_boot_table.scheduler || thread >= flexos_boot_table.threads
        || thread == interrupted_thread(frame))
        return;
    recoveries[thread].count = 0;
    ukboot_supervise_reset(thread);
    if (ukboot_mechanism() && ukboot_mechanism()->reset)
        ukboot_mechanism()->reset(thread);
    for (uint64_t i = 0; i < flexos_boot_table.compartment_count; i++) {
        const struct flexos_boot_compartment *compartment = ukboot_compartment_of_id(i);
        struct flexos_thread_status_block *blocks = (struct flexos_thread_status_block *)compartment->tsb;
        uint64_t stack = compartment->stack_bottom + thread * FLEXOS_STACK_SIZE;

        *(int *)(stack + FLEXOS_STACK_ERRNO) = 0;
        *(uint32_t *)(stack + FLEXOS_STACK_GENERATION) += 1;
        if (blocks)
            blocks[thread] = (struct flexos_thread_status_block){.sp = stack + FLEXOS_STACK_SIZE};
    }
    frame->c[0].value = 0;
}

/* 1 if the exception asked for a service that there is. */
static int serve(struct ukboot_frame *frame)
{
    const struct flexos_boot_compartment *caller = ukboot_compartment_of_text(frame->celr.value - 4);

    if (class_of(frame) != EC_SVC || !caller)
        return 0;
    switch (frame->esr & 0xffff) {
    case FLEXOS_TRAP_EXIT: ukboot_exit("exit", (uint32_t)frame->c[0].value);
    case FLEXOS_TRAP_RECOVERY_PUSH: recovery_push(frame, caller); return 1;
    case FLEXOS_TRAP_RECOVERY_POP: recovery_pop(frame, caller); return 1;
    case FLEXOS_TRAP_THREAD_RESET: thread_reset(frame, caller); return 1;
    case FLEXOS_TRAP_CONSTRUCTED: ukboot_supervise_constructed(caller); return 1;
    case FLEXOS_TRAP_COUNTER_FREQUENCY: frame->c[0] = (struct flexos_capability){.value = counter_frequency()}; return 1;
    }
    return 0;
}

static int is_from_compartment(unsigned vector)
{
    return vector == VECTOR_SYNCHRONOUS || vector == VECTOR_SYNCHRONOUS_EL0;
}

void ukboot_exception(struct ukboot_frame *frame, unsigned vector)
{
    const struct flexos_boot_compartment *culprit;
    const struct recovery_point *point;
    uint64_t thread;

    if (is_from_compartment(vector) && serve(frame))
        return;

    if (vector == VECTOR_SYNCHRONOUS_EXECUTIVE) {
        report(frame, 0);
        ukboot_panic("a fault in the trusted base");
    }
    if (!is_from_compartment(vector)) {
        ukboot_write("flexos: vector ");
        ukboot_write_decimal(vector);
        ukboot_write("\n");
        ukboot_panic("an interrupt or system error that nothing asked for");
    }

    culprit = culprit_of(frame);
    report(frame, culprit);
    thread = interrupted_thread(frame);
    point = newest_point(thread);
    if (ukboot_isolated() && ukboot_supervise(frame, culprit, thread, point && point->compartment == culprit ? point->sp : 0))
        return;
    if (!point) {
        ukboot_write("flexos: stopped by the fault, system off\n");
        ukboot_system_off();
    }
    recover(frame, thread);
}
