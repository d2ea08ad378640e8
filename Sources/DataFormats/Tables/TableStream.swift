import Expressions
import NeuralNetwork

/// The records of a text table, read window by window.
///
/// A session runs one command after the other, so nothing here is used by two threads at once.
final class TableStream: SampleStream, @unchecked Sendable {
  let count: Int
  let inputCount: Int
  let targetCount: Int
  let targets: TargetSummary
  let layout: TableReader.Layout
  private let file: any FileBytes
  private var reader: TableReader
  private let window = FileWindow()
  /// Where windows began when the file was read for the first time.
  private let marks: [Mark]
  /// Where the last read ended.
  private var end: Mark

  /// The offset of a record, and what precedes it.
  private struct Mark {
    var offset: Int
    var samples = 0
    var lines = 0
  }

  /// Reads the whole file once; stops if `progress` returns false.
  ///
  /// Throws `TableError`, `ColumnError` and what the file throws.
  init(_ file: any FileBytes, _ options: ReadingOptions, progress: (Int) -> Bool) throws {
    let beginning = FileWindow()
    try beginning.fillBeginning(file, lines: 16)
    let text = try TableText(beginning.bytes, separator: UInt8(ascii: ","))
    let detection = try TableDetection(text, options)
    var reader = try TableReader(detection, options)
    var mark = Mark(offset: reader.firstSample, lines: beginning.lines(before: reader.firstSample))
    var (marks, summary, isOneHot) = ([mark], TargetSummary(), true)
    while mark.offset < file.size, progress(mark.offset) {
      mark = try Self.advance(&reader, window, file, from: mark, limit: .max)
      marks.append(mark)
      if reader.labels.isEmpty {
        summary.add(reader.targets, outputs: reader.targetColumns.count)
        isOneHot = isOneHot && reader.isOneHot
      }
    }
    reader.text = detection.text
    guard mark.samples > 0 else { throw TableError.noSamples }
    layout = try reader.layout(samples: mark.samples, isOneHot: isOneHot)
    (inputCount, targetCount, count) = (reader.columns.inputCount, layout.targets.count, mark.samples)
    if !reader.labels.isEmpty {
      summary = try Self.summary(ofLabels: layout, &reader, window, file, marks[0], progress)
    }
    targets = summary
    (self.file, self.reader, self.marks, end) = (file, reader, marks, marks[0])
  }

  deinit { reader.row.deallocate() }

  /// The targets of columns of labels, which have their columns only when all labels are known.
  private static func summary(
    ofLabels layout: TableReader.Layout, _ reader: inout TableReader, _ window: FileWindow, _ file: any FileBytes,
    _ start: Mark, _ progress: (Int) -> Bool
  ) throws -> TargetSummary {
    var summary = TargetSummary()
    let width = layout.targets.count
    if reader.targetColumns.count == 1 {
      // one row for each class is enough
      summary.add((0..<width * width).map { $0 % (width + 1) == 0 ? 1 : 0 }, outputs: width)
      return summary
    }
    var mark = start
    while mark.offset < file.size, progress(mark.offset) {
      mark = try advance(&reader, window, file, from: mark, limit: .max)
      summary.add(reader.targets(layout), outputs: width)
    }
    return summary
  }

  func read(_ range: Range<Int>) throws(SampleStreamError) -> SampleBlock {
    var mark = end
    if mark.samples > range.lowerBound || mark.samples == 0 {
      mark = marks.last { $0.samples <= range.lowerBound } ?? marks[0]
    }
    var (inputs, targets) = ([Double](), [Double]())
    inputs.reserveLargeCapacity(range.count * inputCount)
    targets.reserveLargeCapacity(range.count * targetCount)
    do {
      while mark.samples < range.upperBound {
        let isBefore = mark.samples < range.lowerBound
        let limit = (isBefore ? range.lowerBound : range.upperBound) - mark.samples
        let next = try Self.advance(&reader, window, file, from: mark, limit: limit)
        guard next.offset > mark.offset else { throw SampleStreamError("the file has fewer samples than before") }
        mark = next
        if isBefore { continue }
        inputs += reader.inputs
        targets += reader.targets(layout)
      }
    } catch {
      throw SampleStreamError(error)
    }
    end = mark
    return SampleBlock(range, inputs: inputs, targets: targets)
  }

  /// Reads up to `limit` records, those of one window, and returns where they end.
  private static func advance(
    _ reader: inout TableReader, _ window: FileWindow, _ file: any FileBytes, from mark: Mark, limit: Int
  ) throws -> Mark {
    var size = FileWindow.usualSize
    while true {
      try window.fill(file, from: mark.offset, size: size)
      reader.text = reader.text.continued(window.bytes, linesBefore: mark.lines)
      do throws(TableError) {
        let (next, records) = try reader.read(from: 0, limit: limit, isLast: window.isLast)
        if next > 0 || window.isLast {
          return Mark(
            offset: mark.offset + next, samples: mark.samples + records,
            lines: mark.lines + window.lines(before: next))
        }
      } catch {
        // a cell with line breaks may be cut off
        guard case .unclosedQuote = error, !window.isLast, size < FileWindow.largestSize else { throw error }
      }
      size *= 2
    }
  }
}

/// Consecutive lines of a file in memory.
private final class FileWindow {
  static let usualSize = 1 << 22
  static let largestSize = 1 << 28

  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 1)
  private var count = 0
  /// Where the memory begins in the file, and the window in the memory.
  private var start = 0
  private var skipped = 0
  /// Whether the file ends here.
  private(set) var isLast = false

  deinit { memory.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: UnsafeBufferPointer(memory.assumingMemoryBound(to: UInt8.self))[skipped..<count])
  }

  /// Reads about `size` bytes: whole lines, none if the first one is longer.
  func fill(_ file: any FileBytes, from offset: Int, size: Int) throws {
    if size == Self.usualSize, (start + skipped..<start + count).contains(offset) {
      try file.requireUnchanged()
      skipped = offset - start
      return
    }
    (start, skipped, count) = (offset, 0, 0)
    let wanted = min(size, file.size - offset)
    if memory.count < wanted {
      try Limits.require(bytes: wanted)
      memory.deallocate()
      memory = .allocate(byteCount: wanted, alignment: 64)
    }
    try file.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[..<wanted]), at: offset)
    count = wanted
    isLast = offset + count == file.size
    guard !isLast else { return }
    count = (bytes.lastIndex(of: 0x0a) ?? bytes.dropLast().lastIndex(of: 0x0d) ?? -1) + 1
  }

  /// Reads the beginning of the file: at least this number of lines.
  func fillBeginning(_ file: any FileBytes, lines: Int) throws {
    var size = Self.usualSize
    repeat {
      try fill(file, from: 0, size: size)
      size *= 2
    } while !isLast && self.lines(before: count) < lines
  }

  /// The number of line breaks before an offset.
  func lines(before offset: Int) -> Int {
    let before = UnsafeBufferPointer(rebasing: bytes[..<offset])
    return max(before.occurrences(of: 0x0a), before.occurrences(of: 0x0d))
  }
}
