// WorkedExamplesTests
