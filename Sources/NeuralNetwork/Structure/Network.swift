/// A topology with the values of its parameters.
package struct Network: Sendable {
  package private(set) var topology: Topology
  /// By parameter, in the order of `Topology`.
  package var values: [Double]
  /// The values that `reset` restores.
  package var initial: [Double]
  /// Parameters that no update changes; of tied ones all or none.
  package var frozen: Set<Int> = []
  /// Groups of tied parameters: each group has one value and one update, from the sum of its gradients.
  package var shared: [[Int]] = []

  /// A network whose parameters are all 0.
  package init(_ topology: Topology) {
    self.topology = topology
    values = [Double](largeZeros: topology.parameterCount)
    initial = values
  }

  package mutating func setActivation(_ activation: Activation, of units: some Sequence<Int>) {
    for unit in units { topology.activations[unit] = activation }
  }

  /// Adds connections with weight 0; the other parameters keep their values. Throws as `Topology.connect`.
  package mutating func connect(_ pairs: [UnitPair]) throws(StructureError) {
    rearrange(try topology.connect(pairs))
  }

  package mutating func disconnect(_ pairs: [UnitPair]) throws(StructureError) {
    rearrange(try topology.disconnect(pairs))
  }

  package mutating func connect(_ source: Int, to target: Int) throws(StructureError) {
    try connect([UnitPair(source: source, target: target)])
  }

  package mutating func disconnect(_ source: Int, from target: Int) throws(StructureError) {
    try disconnect([UnitPair(source: source, target: target)])
  }

  /// The parameters, and those tied to one of them.
  package func withTied(_ parameters: some Sequence<Int>) -> Set<Int> {
    let given = Set(parameters)
    return shared.reduce(into: given) { all, group in if !given.isDisjoint(with: group) { all.formUnion(group) } }
  }

  private mutating func rearrange(_ origin: [Int?]) {
    let oldValues = values
    let oldInitial = initial
    values = origin.map { $0.map { oldValues[$0] } ?? 0 }
    initial = origin.map { $0.map { oldInitial[$0] } ?? 0 }
    guard !frozen.isEmpty || !shared.isEmpty else { return }
    var moved: [Int: Int] = [:]
    for (new, old) in origin.enumerated() { if let old { moved[old] = new } }
    frozen = Set(frozen.compactMap { moved[$0] })
    shared = shared.map { $0.compactMap { moved[$0] } }.filter { $0.count > 1 }
  }
}
