import Expressions
import NeuralNetwork

/// The compiled lines of a part of a step.
final class StepPage {
  /// What the numbers in the lines are.
  private let quantities: FixedList<Quantity>
  private let lines: FixedList<CompiledLine>
  private let numbers: PrintedNumbers
  private let scratch: UnsafeMutablePointer<Double>
  /// Whether a line has numbers of the step it was compiled for.
  let isOfOneStep: Bool

  /// - Parameter digits: significant digits that most lines show.
  init(_ quantities: [Quantity], _ lines: [CompiledLine], isOfOneStep: Bool, digits: Int) {
    self.quantities = FixedList(quantities)
    self.lines = FixedList(lines)
    self.isOfOneStep = isOfOneStep
    numbers = PrintedNumbers(count: quantities.count, digits: digits)
    scratch = .allocate(capacity: (lines.map(\.scratchCount).max() ?? 0) + 1)
  }

  deinit { scratch.deallocate() }

  var lineCount: Int { lines.count }

  /// Writes the lines with the numbers of a step, each with a newline.
  func write(_ state: NetworkState, _ style: LineStyle, to text: TextBuffer) {
    let digits = state.rule.lineDigits(style.digits)
    numbers.show(digits.lowerBound)
    for index in 0..<quantities.count { numbers.set(index, to: state.valueInLine(quantities[index])) }
    for index in 0..<lines.count { lines[index].write(digits, numbers, scratch, to: text) }
  }
}

/// The lines compiled for the last step, part by part: the next step of the same network under the same settings prints
/// the same lines with other numbers.
package final class StepPages {
  // An array: the first use of a dictionary's type searches all conformances of the program.
  private var pages: [(part: StepLines.Part, circumstances: Circumstances, page: StepPage)] = []
  /// More lines than this are not kept, for they take more memory than the network.
  private static let maxLines = 4096

  package init() {}

  /// The lines of a part; nil if those kept are for other circumstances.
  func known(_ part: StepLines.Part, _ state: NetworkState, _ style: LineStyle) -> StepPage? {
    for known in pages where known.part == part {
      return known.circumstances.are(those: state, style) ? known.page : nil
    }
    return nil
  }

  /// The lines of a part; made if those kept are for other circumstances.
  func page(_ part: StepLines.Part, _ state: NetworkState, _ style: LineStyle, make: () -> StepPage) -> StepPage {
    if let known = known(part, state, style) { return known }
    pages.removeAll { $0.part == part }
    let page = make()
    if !page.isOfOneStep, page.lineCount <= StepPages.maxLines {
      pages.append((part, Circumstances(state, style), page))
    }
    return page
  }
}

/// Everything but the numbers that the lines of a step depend on.
private struct Circumstances {
  private let topology: Topology
  private let frozen: Set<Int>
  private let shared: [[Int]]
  private let rules: (forward: StepRule?, backward: StepRule?, gathered: StepRule?, update: StepRule?)
  private let seed: Int?
  private let hasBackward: Bool
  private let samples: Int?
  private let clips: Bool
  private let names: Names
  private let lines: LineSettings
  private let isBrief: Bool

  init(_ state: NetworkState, _ style: LineStyle) {
    topology = state.network.topology
    frozen = state.network.frozen
    shared = state.network.shared
    rules = (state.forward?.rule, state.backward?.rule, state.gathered?.rule, state.update?.rule)
    seed = state.backward?.seed
    hasBackward = state.backward != nil
    samples = state.update?.samples
    clips = state.update?.clipping != nil
    names = style.names
    lines = style.lines
    isBrief = style.isBrief
  }

  /// Whether these are the circumstances of a step.
  func are(those state: NetworkState, _ style: LineStyle) -> Bool {
    rules.forward == state.forward?.rule && rules.backward == state.backward?.rule
      && rules.gathered == state.gathered?.rule && rules.update == state.update?.rule
      && seed == state.backward?.seed && hasBackward == (state.backward != nil)
      && samples == state.update?.samples && clips == (state.update?.clipping != nil) && isBrief == style.isBrief
      && names.isSame(as: style.names) && lines == style.lines && frozen == state.network.frozen
      && shared == state.network.shared && topology == state.network.topology
      // Equal functions of a user may have been defined with other variables.
      && (0..<topology.unitCount).allSatisfy { topology.activations[$0] === state.network.topology.activations[$0] }
  }
}
