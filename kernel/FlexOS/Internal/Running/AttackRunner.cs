using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>Runs every attack between every ordered pair of three compartments with one mechanism (kernel/guest/app-flexos-attacks).</summary>
internal sealed class AttackRunner(string mechanism, CancellationToken cancellation)
{
    private const long Budget = 20_000_000;
    private const string Report = "attack: ", Trusted = "flexos: ", By = " by ", ByCompartment = By + "compartment ";

    // Three, unless all with gates share one stack: these can be two.
    private int Compartments => mechanism == MechanismNames.NameOf(Mechanism.Morello, GateVariant.SharedStack) ? 2 : 3;

    public IEnumerable<AttackOutcome> Run() =>
        from attacker in Enumerable.Range(0, Compartments)
        from victim in Enumerable.Range(0, Compartments)
        where attacker != victim
        from outcome in Attack(attacker, victim)
        select outcome;

    private List<AttackOutcome> Attack(int attacker, int victim)
    {
        var configuration = ConfigurationOf(attacker, victim);
        var image = configuration.Check().Link();
        ulong Address(string symbol, int compartment) => image.Symbols.FirstOrDefault(s => s.Name == symbol && s.Compartment == compartment)?.Address ?? 0;
        var pair = Address("flexos_switcher_capabilities", 0);
        var stack = image.Regions.First(r => r.Kind == RegionKind.Stack && r.Start >= image.Bounds[victim].DataStart && r.Start < image.Bounds[victim].DataEnd);
        configuration = configuration
            .WithParameter("how", How).WithParameter("victim", (ulong)victim).WithParameter("blocks", Address("flexos_tsb", victim))
            .WithParameter("pair", pair != 0 ? pair : Address("switcher", -1)).WithParameter("stack", stack.Start + (Compartment.StackSize / 2));
        return [.. Enum.GetValues<IsolationAttack>().Select(attack => Attack(configuration, attacker, victim, attack))];
    }

    private AttackOutcome Attack(Configuration configuration, int attacker, int victim, IsolationAttack attack)
    {
        var result = configuration.WithParameter("attack", (ulong)attack).Check().Link().Load().Run(Budget, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var lines = result.Console.Split('\n');
        var said = Array.Find(lines, l => l.StartsWith(Report, StringComparison.Ordinal));
        var fault = Array.FindLast(lines, l => l.StartsWith(Trusted, StringComparison.Ordinal) && l.Contains(By, StringComparison.Ordinal));
        var hasSucceeded = said is null || said.EndsWith(" succeeded", StringComparison.Ordinal);

        // The way back leads into the victim's gate: if that is where the fault came, the attacker was there.
        if (attack == IsolationAttack.Replay && fault is not null && fault.Contains($"{ByCompartment}{victim} ", StringComparison.Ordinal))
        {
            hasSucceeded = true;
        }

        var by = hasSucceeded ? "" : fault is null ? "no effect" : fault[Trusted.Length..fault.IndexOf(':', Trusted.Length)];
        return new AttackOutcome(mechanism, attacker, victim, attack, !hasSucceeded, by);
    }

    // flexos/attacks.h: ATTACK_BY_.
    private ulong How =>
        !MechanismNames.TryParse(mechanism, out var kind, out var gate) ? throw new InvalidOperationException($"'{mechanism}' is not the name of a mechanism.")
        : (kind, gate) switch
        {
            (Mechanism.Function, _) => 0UL,
            (Mechanism.PageTable, _) or (_, GateVariant.Exception) => 4,
            (_, GateVariant.Hardened) => 2,
            (_, GateVariant.SealedPair or GateVariant.SharedStack) => 3,
            _ => 1,
        };

    private Configuration ConfigurationOf(int attacker, int victim)
    {
        var place = new SourceLocation("<isolation>");
        string Name(int id) => $"comp{id + 1}";
        return new Configuration
        {
            Name = "flexos-attacks",
            Application = "flexos-attacks",
            Threads = 2, // one that an attack can try to reset
            Compartments = [.. Enumerable.Range(0, Compartments).Select(id => new Compartment(Name(id), Mechanism.Morello, id == 0, place))],
            Libraries =
            [
                new Library("flexos-attacks-attacker", "flexos-attacks-attacker", Name(attacker), place),
                new Library("flexos-attacks-victim", "flexos-attacks-victim", Name(victim), place),
                .. Enumerable.Range(1, Compartments - 1).Where(id => id != attacker && id != victim)
                    .Select(id => new Library("bystander", "flexos-callee", Name(id), place)),
            ],
        }.WithMechanism(mechanism);
    }
}
