// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

// A target names every Swift target below it whose values it may hold, imported or not. SwiftPM rebuilds what names a
// changed target: one that holds a Session and does not name NeuralNetwork would keep the old layout of a Session when a
// stored property is added there, and crash.
let engine: [Target.Dependency] = ["NeuralNetwork", "Expressions"]
let language: [Target.Dependency] = ["Interpreter", "WorkedExamples", "DataFormats"] + engine

let package = Package(
  name: "nnsh",
  products: [.executable(name: "nnsh", targets: ["nnsh"])],
  targets: [
    // MARK: The program

    // Process options, choice of input (prompt, file, pipe), exit code.
    .executableTarget(
      name: "nnsh", dependencies: language + ["LineEditor"], swiftSettings: strict),

    // MARK: The prompt

    // A line editor that knows nothing of networks.
    .target(name: "LineEditor", dependencies: ["CLibedit"], swiftSettings: strict),
    // libedit's variadic calls, its FILE globals and the signal pipe as plain functions.
    .target(
      name: "CLibedit", cSettings: strictC,
      // tinfo, bsd and md are what libedit itself needs; a static executable has to name them.
      linkerSettings: ["edit", "tinfo", "bsd", "md"].map { .linkedLibrary($0, .when(platforms: [.linux])) }),

    // MARK: The language

    // The command language: source texts, syntax, commands, the session.
    .target(
      name: "Interpreter", dependencies: ["WorkedExamples", "DataFormats"] + engine, swiftSettings: strict),
    // Files of data: a format is one file and one line in FormatTable.
    .target(name: "DataFormats", dependencies: engine, swiftSettings: strict),

    // MARK: The calculations

    // Derivations as values: formula, numbers put in, result; names; hand arithmetic; check.
    .target(name: "WorkedExamples", dependencies: engine, swiftSettings: strict),
    // The one expression language: its tree, reading, printing, evaluating, differentiating; decimals.
    .target(name: "Expressions", dependencies: ["CNumbers"], swiftSettings: strict),
    // Integers on GMP, functions on MPFR; printf for a double, as Swift's own way to C's variable arguments takes a
    // millisecond to look up their types.
    .target(
      name: "CNumbers", cSettings: strictC, linkerSettings: [.linkedLibrary("mpfr"), .linkedLibrary("gmp")]),

    // MARK: The engine

    // Topology, parameters, forward, backward, optimizers, data, random numbers. No input or output.
    .target(name: "NeuralNetwork", dependencies: ["Expressions", "Kernels"], swiftSettings: strict),
    // The arithmetic's definition and the inner loops, in C, chosen at run time by processor.
    .target(name: "Kernels", cSettings: strictC + [.headerSearchPath(".")]),

    // MARK: Tests

    .target(
      name: "TestSupport", dependencies: language, path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"], swiftSettings: strict),
    .testTarget(
      name: "NeuralNetworkTests", dependencies: language + ["TestSupport"], swiftSettings: strict),
    .testTarget(name: "DataFormatsTests", dependencies: ["DataFormats"] + engine, swiftSettings: strict),
    .testTarget(name: "ExpressionsTests", dependencies: ["Expressions"], swiftSettings: strict),
    .testTarget(
      name: "WorkedExamplesTests", dependencies: language + ["TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "InterpreterTests", dependencies: language + ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "LineEditorTests", dependencies: language + ["LineEditor", "LineEditorDemo", "TestSupport"],
      swiftSettings: strict),
    // The editor alone, for its tests to press keys on.
    .executableTarget(
      name: "LineEditorDemo", dependencies: ["LineEditor"], path: "Tests/LineEditorDemo", swiftSettings: strict),
    .testTarget(
      name: "TranscriptTests", dependencies: language + ["TestSupport"], swiftSettings: strict),
    // The built executable, through pipes and through a pseudo-terminal.
    .testTarget(
      name: "ShellTests", dependencies: language + ["nnsh", "LineEditor", "TestSupport"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
