/*
 * The trusted base's services, by SVC with the number as immediate. A compartment cannot call the
 * trusted base: its PCC does not reach there. An exception can.
 *
 * The caller is known by the address of its SVC, which lies in the text of one compartment; it
 * cannot pass for another.
 */
#ifndef FLEXOS_TRAP_H
#define FLEXOS_TRAP_H

#define FLEXOS_TRAP_EXIT 0              /* x0: exit code. Ends the machine */
#define FLEXOS_TRAP_RECOVERY_PUSH 1     /* x0: address to go on at, x1: stack pointer to have there.
                                         * Returns x0: 0, or -1 when FLEXOS_RECOVERY_POINTS are set */
#define FLEXOS_TRAP_RECOVERY_POP 2      /* forgets the caller's newest recovery point */
#define FLEXOS_TRAP_THREAD_RESET 4      /* x0: thread. Empties its stacks in all compartments, and forgets its
                                         * recovery points. For the compartment of uksched alone. Returns x0: 0 or -1 */
#define FLEXOS_TRAP_COUNTER_FREQUENCY 8 /* Returns x0: of the virtual counter, in Hz: CNTFRQ_EL0 needs the System
                                         * permission, unlike the counter itself */
#define FLEXOS_TRAP_CONSTRUCTED 9       /* Constructors have run: what a restart puts back is what there is now. Once, and
                                         * for the compartment of main alone */

/* Of the mechanisms: no compartment gets anything by them that a gate would not give. */
#define FLEXOS_TRAP_GATE_CALL 16        /* x10: the entry in the entry table */
#define FLEXOS_TRAP_GATE_RETURN 17
#define FLEXOS_TRAP_REFUSED 18          /* the switcher says that a call or return cannot be */

#define FLEXOS_RECOVERY_POINTS 16

#ifndef __ASSEMBLER__
/*
 * What flexos_try returns: 0, or the kind of fault that ended the attempt. The capability faults
 * bear the fault status codes of the architecture.
 */
enum flexos_fault {
    FLEXOS_FAULT_NONE = 0,
    FLEXOS_FAULT_OTHER = 1,
    FLEXOS_FAULT_UNDEFINED = 2,         /* the instruction is not there, or not for this exception level */
    FLEXOS_FAULT_REFUSED = 3,           /* the switcher refused the call or the return */
    FLEXOS_FAULT_TRANSLATION = 4,       /* no page */
    FLEXOS_FAULT_SYSTEM = 5,            /* a system register that the PCC or the exception level may not reach */
    FLEXOS_FAULT_PAGE = 12,             /* a page that may not be accessed so */
    FLEXOS_FAULT_TAG = 0x28,
    FLEXOS_FAULT_SEAL = 0x29,
    FLEXOS_FAULT_BOUNDS = 0x2A,
    FLEXOS_FAULT_PERMISSION = 0x2B,
};

/*
 * Calls attempt(argument) with a recovery point: a fault in it is reported on the console, its
 * frames are abandoned, and flexos_try returns the kind of the fault. Attempts nest.
 */
int flexos_try(void (*attempt)(void *), void *argument);
#endif

#endif
