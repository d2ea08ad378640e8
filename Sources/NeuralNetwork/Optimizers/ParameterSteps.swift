/// The parameters, negative gradients and optimizer state for the steps of one update; buffers are indexed by
/// parameter.
package struct ParameterSteps<A: Arithmetic> {
  package typealias Number = A.Number

  let parameters: Range<Int>
  let values: UnsafeMutableBufferPointer<Number>
  let directions: UnsafeMutableBufferPointer<Number>
  /// Both empty if the optimizer has no state.
  let first: UnsafeMutableBufferPointer<Number>
  let second: UnsafeMutableBufferPointer<Number>
  /// Empty if no parameter is frozen.
  let isFrozen: UnsafeMutableBufferPointer<Bool>
  let rate: Number

  package init(
    _ parameters: Range<Int>, values: UnsafeMutableBufferPointer<Number>,
    directions: UnsafeMutableBufferPointer<Number>, first: UnsafeMutableBufferPointer<Number>,
    second: UnsafeMutableBufferPointer<Number>, isFrozen: UnsafeMutableBufferPointer<Bool>, rate: Number
  ) {
    self.parameters = parameters
    self.values = values
    self.directions = directions
    self.first = first
    self.second = second
    self.isFrozen = isFrozen
    self.rate = rate
  }

  /// - Parameter step: from a value, its negative gradient and its state to the new value.
  @inline(__always)
  func each(_ step: (Number, Number, inout Number, inout Number) -> Number) {
    if first.isEmpty {
      var nothing: (Number, Number) = (0, 0)
      for index in parameters where isFrozen.isEmpty || !isFrozen[index] {
        values[index] = step(values[index], directions[index], &nothing.0, &nothing.1)
      }
    } else {
      for index in parameters where isFrozen.isEmpty || !isFrozen[index] {
        values[index] = step(values[index], directions[index], &first[index], &second[index])
      }
    }
  }
}
