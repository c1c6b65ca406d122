    .arch   morello
    .text
    .type   a64_entry, %function
a64_entry:
    mrs     c1, DDC
    scbnds  c2, c1, x0
    scvalue c3, c2, x4
    clrperm c3, c3, x5
    seal    c4, c3, c1
    ldr     c5, [x6, #16]
    str     c5, [x7], #32
    ldp     c8, c9, [x10]
    bx      #4
    .code   c64
    .type   c64_entry, %function
    .globl  c64_entry
c64_entry:
    stp     c29, c30, [csp, #-32]!
    adrp    c0, table
    add     c0, c0, :lo12:table
    adrp    c1, :got:elsewhere
    ldr     c1, [c1, :got_lo12:elsewhere]
    ldr     c2, literal
    ldr     c3, =table
    gctag   x4, c3
    chkeq   c1, c2
    b.ne    fail
    bl      c64_entry
    cas     c5, c6, [c7]
    swp     c8, c9, [c10]
    ldp     c29, c30, [csp], #32
    ret     c30
    .p2align 4
literal:
    .chericap table + 16
fail:
    brk     #1
    .size   c64_entry, . - c64_entry
    .code   a64
    movz    x11, #:size_g1:table
    movk    x11, #:size_g0_nc:table
    .data
    .p2align 4
    .type   table, %object
table:
    .chericap c64_entry, a64_entry + 4
    .capinit table
    .xword  0
    .xword  0
    .size   table, . - table
