/// The pages of `help` that are not about one command.
package enum GuidePage: String, CaseIterable, Sendable {
  case start, keys, names, functions, files, conventions

  func lines(_ session: Session) -> [String] {
    switch self {
    case .start: GuidePage.startLines
    case .keys: GuidePage.keysLines
    case .names: GuidePage.namesLines
    case .functions: FunctionPage.lines(session)
    case .files: GuidePage.filesLines
    case .conventions: GuidePage.conventionsLines
    }
  }

  private static let startLines = [
    "First steps: type these lines one after the other.",
    "  nn> net 2 4 1          a network: 2 inputs, 4 hidden units, 1 output",
    "  nn> forward 0 1        every unit for the inputs 0 and 1, with its formula",
    "  nn> backward 1         the errors, deltas and gradients for the target 1",
    "  nn> update             one step of gradient descent",
    "  nn> explain w1         the chain rule for one weight",
    "  nn> data xor           four samples to learn from",
    "  nn> train 2000         2000 passes over them",
    "  nn> plot loss          how the loss fell",
    "  nn> predict 0 1        what the network answers now",
    "  nn> show weights       and its weights",
    "Next: undo takes a command back. help lists the commands, help words the words of the field.",
    "At the prompt the beginning of a command is enough if no other begins so: `pred 0 1`.",
  ]

  private static let keysLines = [
    "Keys at the prompt",
    "  Tab                complete the word, or open a menu of what may follow:",
    "                     Tab and the arrows choose, letters filter,",
    "                     Return takes the choice, Escape leaves",
    "  Right, Ctrl-E      accept the suggestion in gray; Alt-F accepts a word of it",
    "  Up, Down           earlier lines that begin like this one",
    "  Ctrl-R             search the earlier lines; again for the next one",
    "  Ctrl-A, Ctrl-E     beginning and end of the line; Alt-B, Alt-F a word back and forward",
    "  Ctrl-W, Ctrl-U     delete the word, or the line, before the cursor; Ctrl-K to the end",
    "  Ctrl-Y             insert what was deleted last",
    "  Ctrl-_             undo the last change of the line",
    "  Alt-E              edit the line in the program that VISUAL or EDITOR names",
    "  Alt-Return         a new line in the same entry",
    "  Ctrl-C             drop the line, or stop the command that runs; continue resumes a training",
    "  Ctrl-L             clear the screen",
    "  Ctrl-D             leave",
    "Output longer than the screen is shown page by page, by the program that NNSH_PAGER or PAGER names, or less.",
    "NO_COLOR=1 turns colors off.",
    "NNSH_SCREEN_READER=1 is for screen readers: nothing is drawn twice, Tab lists, and plot prints numbers.",
  ]

  private static let namesLines = [
    "Names of quantities",
    "  i1, h2, o1         units of the input, hidden and output layer; with several hidden layers h1[2], h2[1]",
    "  h1.net, h1.out     net input (the weighted sum plus the bias) and output, after forward",
    "  o1.target, o1.error, h1.deriv, h1.delta     after backward",
    "  w1, w2             weights and biases, numbered layer by layer; w[i1,h2] and b[h2] are the same by place",
    "  w1.grad, w1.change, w1.old     gradient, after backward; change and value before, after update",
    "  h.out, w[h], b[h]  a layer's vector or matrix",
    "  loss, mse, accuracy, epoch, rate     measures of the last step, epoch or test",
    "Type a name alone at the prompt to see its value. show weights lists all weights.",
  ]

  private static let filesLines = [
    "Files",
    "  data load FILE     samples: CSV, TSV, NPY or IDX",
    "  data save FILE     the samples as they are now",
    "  source FILE        run the commands of a script (.nn)",
    "  plot loss to FILE  a picture (.svg, .png, .pdf), drawn by gnuplot",
    "A name with blanks is put in quotes. At the prompt ~/ is your own folder, and Tab completes names.",
    "A script is what one would type, a command a line: nnsh FILE runs it, nnsh test FILE checks it.",
    "The lines typed at the prompt are kept in ~/.local/state/nnsh/history, and init.nn in ~/.config/nnsh runs first.",
  ]

  private static let conventionsLines = [
    "Conventions: texts differ in these, and each has a setting (help convention).",
    "  sign               delta = -dE/dnet and w + rate * ... (default), or dE/dnet and w - rate * ...",
    "  update             all weights together after the deltas (default), or in order: hidden deltas use new weights",
    "  batch              gradients of a batch are averaged (mean, default) or added (sum)",
    "  derivative         of the net input (default), or written with the output: out * (1 - out)",
    "  bias               added to the sum (default), or a threshold that is subtracted",
    "  epoch-loss         measured while the weights change (default), or after the epoch",
    "  loss               half-squared: 1/2 of the squared error (default); others have no 1/2: help loss",
    "check tries them when a printed number differs, and names the one that explains it.",
  ]
}
