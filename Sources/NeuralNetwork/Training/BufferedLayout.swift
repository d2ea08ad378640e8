import Kernels

/// The connections of one unit: consecutive units of a dense layer, or a range of a list.
struct ConnectionRow {
  /// The first unit at the other end and its weight's parameter; in a list, the first index and 0.
  var first: Int
  var parameter: Int
  /// The distance from one weight to the next; 0 for a list.
  var stride: Int
  var count: Int
}

/// A topology as flat buffers for the loops of the plain engine: no searches, no reference counting.
final class BufferedLayout {
  let layers: [Range<Int>]
  /// By unit.
  let incoming: UnsafeMutableBufferPointer<ConnectionRow>
  let outgoing: UnsafeMutableBufferPointer<ConnectionRow>
  /// The parameter of the bias; −1 if there is none.
  let bias: UnsafeMutableBufferPointer<Int>
  /// By parameter.
  let isBias: [Bool]
  let kinds: UnsafeMutableBufferPointer<nn_activation>
  let links: UnsafeMutableBufferPointer<Link>
  /// By unit; nil for activations with a C function.
  let custom: [Activation?]
  let hasCustom: Bool

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
    var isBias = [Bool](repeating: false, count: topology.parameterCount)
    for unit in units { if unit >= inputs, let bias = topology.bias(of: unit) { isBias[bias] = true } }
    self.isBias = isBias
    kinds = allocated(topology.activations.map { $0.kernel ?? nn_activation_identity })
    custom = topology.activations.map { $0.kernel == nil ? $0 : nil }
    hasCustom = custom.contains { $0 != nil }
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

private func allocated<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
  let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
  _ = buffer.initialize(from: elements)
  return buffer
}
