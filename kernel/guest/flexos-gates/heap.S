/*
 * The heap of a shared region. Both sides allocate from it and free into it, so its state lies in the
 * region itself, where the other side may spoil it: every access goes through a capability with the
 * heap's bounds, so a spoilt heap gives wrong memory of the region, and never memory outside.
 *
 *   flexos_shared_allocate(heap (c0), size (x1)) -> address (x0), or 0
 *   flexos_shared_release(heap (c0), address (x1))
 *
 * Sizes are powers of two, from 64 bytes; 16 of them hold the class. A free block of a larger class is
 * halved where there is none of the right one; halves are not joined again. Words at the start:
 *
 *   0       how much of the heap was ever handed out; 0 before the first call
 *   8 * k   offset of the first free block of class k (2^k bytes), or 0
 *
 * They change x0, x1 and x9-x15, and no others.
 */
#include "gates.inc"

.set SMALLEST, 6
.set CLASSES,  40
.set FIRST,    8 * CLASSES              /* the first block; a multiple of 16 */

    .section .text.stateless.flexos_shared_allocate, "ax", @progbits
    .globl flexos_shared_allocate
    .type flexos_shared_allocate, %function
flexos_shared_allocate:
    lsr     x9, x1, #(CLASSES - 2)
    cbnz    x9, 7f
    add     x9, x1, #15                 /* 16 bytes more, less one: its highest bit tells the class */
    clz     x10, x9
    mov     x11, #64
    sub     x10, x11, x10
    mov     x11, #SMALLEST
    cmp     x10, x11
    csel    x10, x10, x11, hi           /* the class */
    gclen   x15, c0

    mov     x11, x10
1:  ldr_via_c_x8 x12, c0, x11           /* a free block of this class, or a larger one? */
    cbnz    x12, 3f
    add     x11, x11, #1
    cmp     x11, #CLASSES
    b.lo    1b

    ldr_via_c x12, c0                   /* memory that was never handed out */
    cmp     x12, #FIRST
    mov     x9, #FIRST
    csel    x12, x12, x9, hi
    mov     x13, #1
    lsl     x13, x13, x10
    add     x13, x13, x12
    cmp     x13, x15
    b.hi    7f
    cmp     x13, x12
    b.lo    7f
    str_via_c x13, c0
    b       5f

3:  add     x13, x12, #16               /* an offset that the other side may have made up */
    cmp     x13, x15
    b.hi    7f
    tst     x12, #15
    b.ne    7f
    ldr_via_c_x x13, c0, x12
    str_via_c_x8 x13, c0, x11
4:  cmp     x11, x10
    b.ls    5f
    sub     x11, x11, #1                /* the upper half is a free block of the next class down */
    mov     x13, #1
    lsl     x13, x13, x11
    add     x13, x13, x12
    add     x14, x13, #16
    cmp     x14, x15
    b.hi    7f
    ldr_via_c_x8 x14, c0, x11
    str_via_c_x x14, c0, x13
    str_via_c_x8 x13, c0, x11
    b       4b

5:  str_via_c_x x10, c0, x12
    add     x0, x0, x12
    add     x0, x0, #16
    ret
7:  mov     x0, #0
    ret
    .size flexos_shared_allocate, . - flexos_shared_allocate

    .section .text.stateless.flexos_shared_release, "ax", @progbits
    .globl flexos_shared_release
    .type flexos_shared_release, %function
flexos_shared_release:
    sub     x9, x1, x0
    sub     x9, x9, #16
    gclen   x10, c0
    sub     x10, x10, #16
    cmp     x9, x10                     /* of this heap? */
    b.hi    1f
    tst     x9, #15
    b.ne    1f
    ldr_via_c_x x10, c0, x9
    cmp     x10, #SMALLEST
    b.lo    1f
    cmp     x10, #CLASSES
    b.hs    1f
    ldr_via_c_x8 x11, c0, x10
    str_via_c_x x11, c0, x9
    str_via_c_x8 x9, c0, x10
1:  ret
    .size flexos_shared_release, . - flexos_shared_release

/*
 * For C, in any compartment and with any mechanism:
 *   void *flexos_shared_alloc(size_t)
 *   void flexos_shared_free(void *)
 *   void *flexos_shared_alloc_in(void *start, void *end, size_t)
 *   void flexos_shared_free_in(void *start, void *end, void *)
 * A compartment that shares with nobody has no such heap: then these are malloc and free.
 */
.macro heap_capability
    adrp    x9, __shared_heap_start
    add     x9, x9, :lo12:__shared_heap_start
    adrp    x10, __shared_heap_end
    add     x10, x10, :lo12:__shared_heap_end
    sub     x10, x10, x9
.endm

    .section .text.stateless.flexos_shared_alloc, "ax", @progbits
    .globl flexos_shared_alloc
    .type flexos_shared_alloc, %function
flexos_shared_alloc:
    heap_capability
    cbz     x10, 1f
    mov     x1, x0
    cvtd_c  c0, x9
    scbnds  c0, c0, x10
    b       flexos_shared_allocate
1:  b       malloc
    .size flexos_shared_alloc, . - flexos_shared_alloc

    .section .text.stateless.flexos_shared_free, "ax", @progbits
    .globl flexos_shared_free
    .type flexos_shared_free, %function
flexos_shared_free:
    heap_capability
    cbz     x10, 1f
    mov     x1, x0
    cvtd_c  c0, x9
    scbnds  c0, c0, x10
    b       flexos_shared_release
1:  b       free
    .size flexos_shared_free, . - flexos_shared_free

    .section .text.stateless.flexos_shared_alloc_in, "ax", @progbits
    .globl flexos_shared_alloc_in
    .type flexos_shared_alloc_in, %function
flexos_shared_alloc_in:
    sub     x10, x1, x0
    cbz     x10, 1f
    mov     x9, x0
    mov     x1, x2
    cvtd_c  c0, x9
    scbnds  c0, c0, x10
    b       flexos_shared_allocate
1:  mov     x0, x2
    b       malloc
    .size flexos_shared_alloc_in, . - flexos_shared_alloc_in

    .section .text.stateless.flexos_shared_free_in, "ax", @progbits
    .globl flexos_shared_free_in
    .type flexos_shared_free_in, %function
flexos_shared_free_in:
    sub     x10, x1, x0
    cbz     x10, 1f
    mov     x9, x0
    mov     x1, x2
    cvtd_c  c0, x9
    scbnds  c0, c0, x10
    b       flexos_shared_release
1:  mov     x0, x2
    b       free
    .size flexos_shared_free_in, . - flexos_shared_free_in
