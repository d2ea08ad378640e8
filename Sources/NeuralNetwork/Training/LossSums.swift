// The orders in which numpy and PyTorch add numbers.

/// numpy's pairwise summation: eight partial sums up to 128 numbers, halves beyond.
///
/// Source: numpy/_core/src/umath/loops_utils.h.src, `pairwise_sum`.
func pairwiseSum<Number: BinaryFloatingPoint & SIMDScalar>(_ numbers: ArraySlice<Number>) -> Number {
  let start = numbers.startIndex
  let count = numbers.count
  if count < 8 { return numbers.reduce(0, +) }
  if count <= 128 {
    var r = SIMD8<Number>()
    for lane in 0..<8 { r[lane] = numbers[start + lane] }
    var index = 8
    while index < count - count % 8 {
      for lane in 0..<8 { r[lane] += numbers[start + index + lane] }
      index += 8
    }
    let sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
    return numbers[(start + index)...].reduce(sum, +)
  }
  let half = count / 2 - count / 2 % 8
  return pairwiseSum(numbers[..<(start + half)]) + pairwiseSum(numbers[(start + half)...])
}

/// PyTorch's sum of contiguous numbers on one thread: vectors of 32 bytes in four rows, whose partial sums cascade
/// through four levels.
///
/// Source: aten/src/ATen/native/cpu/SumKernel.cpp, `vectorized_inner_sum` and `scalar_inner_sum`.
func blockedSum<Number: BinaryFloatingPoint>(_ numbers: [Number]) -> Number {
  let lanes = 32 / MemoryLayout<Number>.size
  let width = numbers.count < lanes ? 1 : lanes
  let vectors = numbers.count / width
  let rows = vectors / 4
  var sums = cascadeSum(numbers, rows: rows, width: 4 * width)
  for vector in 4 * rows..<vectors {
    for lane in 0..<width { sums[lane] += numbers[vector * width + lane] }
  }
  for row in 1..<4 {
    for lane in 0..<width { sums[lane] += sums[row * width + lane] }
  }
  let rest = numbers[(vectors * width)...].reduce(0, +)
  return width == 1 ? sums[0] : sums[..<width].reduce(rest, +)
}

/// The sums of the columns of a matrix, each level holding those of the level below for more and more rows.
private func cascadeSum<Number: BinaryFloatingPoint>(_ numbers: [Number], rows: Int, width: Int) -> [Number] {
  let levels = 4
  let power = max(4, bits(rows) / levels)
  let step = 1 << power
  var sums = [[Number]](repeating: [Number](repeating: 0, count: width), count: levels)
  for row in 0..<rows {
    for column in 0..<width { sums[0][column] += numbers[row * width + column] }
    // The rows after the last whole block stay on the first level.
    guard (row + 1) % step == 0 else { continue }
    for level in 1..<levels {
      for column in 0..<width {
        sums[level][column] += sums[level - 1][column]
        sums[level - 1][column] = 0
      }
      guard (row + 1) & (step - 1) << (level * power) == 0 else { break }
    }
  }
  for level in 1..<levels {
    for column in 0..<width { sums[0][column] += sums[level][column] }
  }
  return sums[0]
}

/// The sum of the losses of samples with several classes, as PyTorch's cross-entropy adds them, through eight levels.
///
/// Source: aten/src/ATen/native/LossNLL.cpp, `nll_loss_out_frame`.
func cascadeSum<Number: BinaryFloatingPoint>(_ numbers: [Number]) -> Number {
  let levels = 8
  let power = max(4, bits(numbers.count) / levels)
  var sums = [Number](repeating: 0, count: levels)
  for (index, number) in numbers.enumerated() {
    sums[0] += number
    for level in 0..<levels - 1 {
      guard index & ((1 << power) - 1) << (level * power) == 0 else { break }
      sums[level + 1] += sums[level]
      sums[level] = 0
    }
  }
  return sums.reduce(0, +)
}

/// ⌈log2 count⌉, 0 for none.
private func bits(_ count: Int) -> Int { count < 2 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount }
