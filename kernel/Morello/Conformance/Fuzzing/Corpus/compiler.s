	.text
	.file	"fib.c"
	.globl	fib
	.p2align	2
	.type	fib,@function
fib:
	.cfi_startproc
	stp	x29, x30, [sp, #-32]!
	.cfi_def_cfa_offset 32
	str	x19, [sp, #16]
	mov	w19, w0
	cmp	w0, #7
	b.hi	.LBB0_2
	adrp	x8, .LJTI0_0
	add	x8, x8, :lo12:.LJTI0_0
	adr	x9, .LBB0_1
	ldrb	w10, [x8, w0, uxtw]
	add	x9, x9, x10, lsl #2
	br	x9
.LBB0_1:
	mov	w0, #1
	ret
.LBB0_2:
	sub	w0, w19, #1
	bl	fib
	fmov	d0, #1.50000000
	fadd	d0, d0, d1
	ld1	{ v0.4s, v1.4s }, [x1], #32
	mla	v2.4s, v0.4s, v1.s[3]
	ldxr	w3, [x2]
	tbnz	w3, #31, .LBB0_1
	ccmp	x3, #4, #2, ne
	extr	x4, x5, x6, #13
	ldr	x19, [sp, #16]
	ldp	x29, x30, [sp], #32
	ret
.Lfunc_end0:
	.size	fib, .Lfunc_end0-fib
	.cfi_endproc
	.section	.rodata,"a",@progbits
.LJTI0_0:
	.byte	(.LBB0_1-.LBB0_1)>>2
	.byte	(.LBB0_2-.LBB0_1)>>2
	.type	.L.str,@object
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str:
	.asciz	"%d\n"
	.size	.L.str, 4
	.type	names,@object
	.data
	.globl	names
	.p2align	3
names:
	.xword	.L.str
	.xword	fib+8
	.word	fib-.
	.word	2147483648
	.hword	65535
	.octa	0x0102030405060708090a0b0c0d0e0f10
	.double	3.25, -0x1p-3
	.float	1e10, nan
	.size	names, 16
	.comm	counter,4,4
	.section	.tdata,"awT",@progbits
value:
	.word	5
	.text
	adrp	x0, :gottprel:value
	ldr	x0, [x0, :gottprel_lo12:value]
	add	x1, x1, :tprel_hi12:value
	.tlsdesccall value
	blr	x1
	.ident	"compiler"
	.section	".note.GNU-stack","",@progbits
	.addrsig
