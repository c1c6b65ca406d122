namespace FlexCap.Morello.Internal;

/// <summary>Groups of interrupts (Arm IHI 0069). With one Security state there are Group 0 and Group 1, here <see cref="NonSecure1"/>.</summary>
internal enum InterruptGroup
{
    Group0,
    Secure1,
    NonSecure1,
}
