import Expressions
import NeuralNetwork
import Synchronization
import WorkedExamples

/// The connections added to a network and removed from it since anything else was asked of it.
///
/// Each of them gives all later parameters new numbers: that is done once for many commands.
final class ConnectionChanges: Sendable {
  /// What becomes of a connection: the weight it gets, nil for one that is removed.
  private typealias Change = (pair: UnitPair, weight: Double?)

  /// The changes so far, which sessions that `undo` keeps share: each knows how many of them it has.
  private final class Log: Sendable {
    private let content: Mutex<(changes: [Change], isConnected: [UnitPair: Bool])>

    init(_ changes: ArraySlice<Change> = []) {
      let last = changes.map { ($0.pair, $0.weight != nil) }
      content = Mutex((Array(changes), Dictionary(last) { $1 }))
    }

    /// Those changes, if they are followed by others, and otherwise nil.
    func prefix(_ count: Int) -> ArraySlice<Change>? {
      content.withLock { $0.changes.count > count ? $0.changes[..<count] : nil }
    }

    func first(_ count: Int) -> ArraySlice<Change> { content.withLock { $0.changes[..<count] } }

    func isConnected(_ pair: UnitPair) -> Bool? { content.withLock { $0.isConnected[pair] } }

    func add(_ change: Change) {
      content.withLock {
        $0.changes.append(change)
        $0.isConnected[change.pair] = change.weight != nil
      }
    }
  }

  /// The network before the changes.
  private let base: Shared<NetworkState?>
  private let log: Log
  private let count: Int
  let parameterCount: Int
  private let known = Mutex<Shared<NetworkState?>?>(nil)

  private init(_ base: Shared<NetworkState?>, _ log: Log, count: Int, parameterCount: Int) {
    (self.base, self.log, self.count, self.parameterCount) = (base, log, count, parameterCount)
  }

  convenience init(_ base: Shared<NetworkState?>) {
    self.init(base, Log(), count: 0, parameterCount: base.value?.network.topology.parameterCount ?? 0)
  }

  /// With other changes after these.
  ///
  /// - Parameter weight: that of added connections; nil to remove them.
  /// - Throws: as `Network.connect` and `disconnect`.
  func adding(_ pairs: [UnitPair], weight: Double?) throws(StructureError) -> ConnectionChanges {
    // Once the network has been looked at, later changes are those of that network.
    if let settled = known.withLock({ $0 }) { return try ConnectionChanges(settled).adding(pairs, weight: weight) }
    guard let topology = base.value?.network.topology else { return self }
    let log = log.prefix(count).map(Log.init) ?? log
    for pair in pairs {
      if weight != nil, topology.layer(of: pair.source) >= topology.layer(of: pair.target) { throw .notForward }
      let isConnected = log.isConnected(pair) ?? (topology.weight(from: pair.source, to: pair.target) != nil)
      if isConnected == (weight != nil) { throw isConnected ? .alreadyConnected : .notConnected }
    }
    guard Set(pairs).count == pairs.count else { throw weight == nil ? .notConnected : .alreadyConnected }
    for pair in pairs { log.add((pair, weight)) }
    return ConnectionChanges(
      base, log, count: count + pairs.count,
      parameterCount: parameterCount + (weight == nil ? -pairs.count : pairs.count))
  }

  /// The network after the changes.
  var state: Shared<NetworkState?> {
    known.withLock { known in
      if let known { return known }
      var state = base
      state.unique?.change { network in apply(log.first(count), to: &network) }
      known = state
      return state
    }
  }

  private func apply(_ changes: ArraySlice<Change>, to network: inout Network) {
    let topology = network.topology
    let last = Dictionary(changes.map { ($0.pair, $0.weight) }) { $1 }
    let removed = last.keys.filter { topology.weight(from: $0.source, to: $0.target) != nil }
    let added = last.compactMap { pair, weight in weight.map { (pair, $0) } }
    // Neither throws, as each change was possible.
    try? network.disconnect(removed)
    try? network.connect(added.map(\.0))
    for (pair, weight) in added where weight != 0 {
      guard let parameter = network.topology.weight(from: pair.source, to: pair.target) else { continue }
      network.values[parameter] = weight
      network.initial[parameter] = weight
    }
  }
}
