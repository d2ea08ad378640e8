import NeuralNetwork

/// The lines compiled for the last step, part by part: the next step of the same network under the same settings prints
/// the same lines with other numbers.
package final class StepPages {
  struct Page {
    /// What the numbers in the lines are.
    var quantities: [Quantity] = []
    var lines: [CompiledLine] = []
    /// Whether a line has numbers of the step it was compiled for.
    var isOfOneStep = false
  }

  // An array: the first use of a dictionary's type searches all conformances of the program.
  private var pages: [(part: StepLines.Part, circumstances: Circumstances, page: Page)] = []
  /// More lines than this are not kept, for they take more memory than the network.
  private static let maxLines = 4096

  package init() {}

  /// The lines of a part; made if those kept are for other circumstances.
  func page(_ part: StepLines.Part, _ state: NetworkState, _ style: LineStyle, make: () -> Page) -> Page {
    let circumstances = Circumstances(state, style)
    let index = pages.firstIndex { $0.part == part }
    if let index, pages[index].circumstances == circumstances { return pages[index].page }
    if let index { pages.remove(at: index) }
    let page = make()
    if !page.isOfOneStep, page.lines.count <= StepPages.maxLines { pages.append((part, circumstances, page)) }
    return page
  }
}

/// Everything but the numbers that the lines of a step depend on.
private struct Circumstances: Equatable {
  private let topology: Topology
  private let frozen: Set<Int>
  private let shared: [[Int]]
  private let rules: [StepRule?]
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
    rules = [state.forward?.rule, state.backward?.rule, state.gathered?.rule, state.update?.rule]
    seed = state.backward?.seed
    hasBackward = state.backward != nil
    samples = state.update?.samples
    clips = state.update?.clipping != nil
    names = style.names
    lines = style.lines
    isBrief = style.isBrief
  }

  static func == (left: Circumstances, right: Circumstances) -> Bool {
    left.rules == right.rules && left.seed == right.seed && left.hasBackward == right.hasBackward
      && left.samples == right.samples && left.clips == right.clips && left.isBrief == right.isBrief
      && left.names.isSame(as: right.names) && left.lines == right.lines && left.frozen == right.frozen
      && left.shared == right.shared && left.topology == right.topology
      // Equal functions of a user may have been defined with other variables.
      && zip(left.topology.activations, right.topology.activations).allSatisfy { $0 === $1 }
  }
}
