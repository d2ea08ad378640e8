extension BufferedPasses {
  /// A batch under `in-order`: a forward pass of all samples, then, from the output layer back, the deltas of all
  /// samples and the layer's step, so that errors are propagated over weights already updated.
  ///
  /// - Returns: false if it was interrupted; the batch starts over when the training resumes.
  func updateInOrder(
    _ positions: Range<Int>, _ epoch: inout EpochProgress, _ samples: SampleNumbers, _ rate: Double,
    _ interrupted: () -> Bool
  ) -> Bool {
    let before = (sum: epoch.sum.mark, random: drops ? epoch.random : nil)
    let passes = SavedPasses(
      [net, activated, out, delta, error, kept].filter { !$0.isEmpty }, samples: positions.count)
    func sample(_ position: Int) -> Int { epoch.order.map { $0[position] } ?? position }
    for (row, position) in positions.enumerated() {
      if isCheckDue(1), interrupted() {
        epoch.sum.restore(before.sum)
        if let random = before.random { epoch.random = random }
        return false
      }
      if drops { drop(&epoch.random) }
      forward(samples.inputs + sample(position) * samples.inputCount, dropping: drops)
      measure(samples.targets + sample(position) * samples.targetCount, samples.classification, &epoch.sum)
      passes.save(row)
    }
    sums.update(repeating: 0)
    advance()
    var square = 0.0
    for layer in stride(from: topology.outputLayer, through: 1, by: -1) {
      for (row, position) in positions.enumerated() {
        passes.load(row)
        findDeltas(
          layer, samples.targets + sample(position) * samples.targetCount, Number(rate), previewing: false)
        for unit in layout.layers[layer] { gather(unit) }
        passes.save(row)
      }
      let connections = topology.connections[layer]
      let parameters = connections.firstParameter..<connections.endParameter
      finishDirection(positions.count, parameters)
      for index in parameters { square += Double(sums[index] * sums[index]) }
      step(parameters, into: layout.layers[layer], samples: positions.count, rate: rate)
    }
    gradientNorm = square.squareRoot()
    return true
  }
}

/// Copies of an engine's buffers for several samples.
private final class SavedPasses<Number> {
  private let buffers: [UnsafeMutableBufferPointer<Number>]
  private let rows: UnsafeMutableBufferPointer<Number>
  private let width: Int

  /// - Parameter buffers: must be of the same length, and not empty.
  init(_ buffers: [UnsafeMutableBufferPointer<Number>], samples: Int) {
    self.buffers = buffers
    width = buffers.reduce(0) { $0 + $1.count }
    rows = .allocate(capacity: width * samples)
  }

  deinit { rows.deallocate() }

  func save(_ row: Int) {
    var slot = row * width
    for buffer in buffers {
      for value in buffer {
        rows.initializeElement(at: slot, to: value)
        slot += 1
      }
    }
  }

  func load(_ row: Int) {
    var slot = row * width
    for buffer in buffers {
      for index in buffer.indices {
        buffer[index] = rows[slot]
        slot += 1
      }
    }
  }
}
