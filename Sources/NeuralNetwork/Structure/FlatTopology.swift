import Kernels
import Synchronization

/// The connections of one unit: consecutive units of a dense layer, or a range of a list.
package struct ConnectionRow: Sendable {
  /// The first unit at the other end and its weight's parameter; in a list, the first index and 0.
  var first: Int
  var parameter: Int
  /// The distance from one weight to the next; 0 for a list.
  var stride: Int
  package var count: Int
}

/// A topology as flat buffers for the loops of passes and trainings: no searches, no reference counting.
package final class FlatTopology: @unchecked Sendable {
  package let layers: [Range<Int>]
  /// By unit.
  package let incoming: UnsafeMutableBufferPointer<ConnectionRow>
  let outgoing: UnsafeMutableBufferPointer<ConnectionRow>
  /// The parameter of the bias; −1 if there is none.
  package let bias: UnsafeMutableBufferPointer<Int>
  let kinds: UnsafeMutableBufferPointer<nn_activation>
  let links: UnsafeMutableBufferPointer<Link>
  /// By unit; nil for activations with a C function.
  let custom: [Activation?]
  let hasCustom: Bool
  /// The units whose activation is flat.
  package let unitsWithoutDerivative: [Int]

  init(_ topology: Topology) {
    layers = topology.sizes.indices.map(topology.units)
    var links: [Link] = []
    func row(_ all: Links) -> ConnectionRow {
      guard let first = all.first else { return ConnectionRow(first: 0, parameter: 0, stride: 1, count: 0) }
      if all.isDense {
        let stride = all.count > 1 ? all[1].parameter - first.parameter : 1
        return ConnectionRow(first: first.unit, parameter: first.parameter, stride: stride, count: all.count)
      }
      defer { links += all }
      return ConnectionRow(first: links.count, parameter: 0, stride: 0, count: all.count)
    }
    let inputs = topology.inputCount
    let none = ConnectionRow(first: 0, parameter: 0, stride: 1, count: 0)
    let units = 0..<topology.unitCount
    incoming = allocated(units.map { $0 < inputs ? none : row(topology.sources(of: $0)) })
    outgoing = allocated(units.map { row(topology.targets(of: $0)) })
    bias = allocated(units.map { $0 < inputs ? -1 : topology.bias(of: $0) ?? -1 })
    kinds = allocated(topology.activations.map { $0.kernel ?? nn_activation_identity })
    custom = topology.activations.map { $0.kernel == nil ? $0 : nil }
    hasCustom = custom.contains { $0 != nil }
    unitsWithoutDerivative = units.filter { topology.activations[$0].isFlat }
    self.links = allocated(links)
  }

  deinit {
    incoming.deallocate()
    outgoing.deallocate()
    bias.deallocate()
    kinds.deallocate()
    links.deallocate()
  }
}

extension FlatTopology {
  /// The unit at the other end of a connection, and its weight.
  @inline(__always)
  package func connection(_ row: ConnectionRow, _ index: Int) -> (unit: Int, parameter: Int) {
    guard row.stride > 0 else {
      let link = links[row.first + index]
      return (link.unit, link.parameter)
    }
    return (row.first + index, row.parameter + index * row.stride)
  }

  /// g(net) of a unit.
  @inline(__always)
  func activate<A: Arithmetic>(_ unit: Int, _ net: A.Number, in _: A.Type) -> A.Number {
    if hasCustom, let custom = custom[unit] { return A.Number(custom.value(at: Double(net))) }
    return A.activate(kind: kinds[unit], net)
  }
}

/// The flat buffers of a topology, made at first use; ignored when topologies are compared.
final class FlatTopologyCache: Sendable, Equatable {
  private let made = Mutex<FlatTopology?>(nil)

  static func == (left: FlatTopologyCache, right: FlatTopologyCache) -> Bool { true }

  func value(for topology: borrowing Topology) -> FlatTopology {
    if let known = made.withLock({ $0 }) { return known }
    let new = FlatTopology(copy topology)
    made.withLock { $0 = new }
    return new
  }
}

private func allocated<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
  let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
  _ = buffer.initialize(from: elements)
  return buffer
}
