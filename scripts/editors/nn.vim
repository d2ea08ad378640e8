" Vim syntax file for nnsh scripts, printed by `nnsh grammar vim`.
if exists('b:current_syntax')
  finish
endif
syntax case match
syntax iskeyword @,48-57,-,_
syntax match nnComment /\%(^\|\s\|;\)\zs#.*$/
syntax match nnOutput /^\s*\zs#>.*$/
syntax match nnEscape /\\[nt"\\]/ contained
syntax region nnString start=/"/ skip=/\\./ end=/"/ contains=nnEscape
syntax region nnString start=/'/ end=/'/
syntax match nnNumber /\<[0-9][0-9_]*\%(\.[0-9]\+\)\?\%([eE][-+]\?[0-9]\+\)\?\>/
syntax match nnCommand /\%(^\|;\|{\)\s*\zs!/
syntax keyword nnCommand activation backward batch break check clip connect continue convention data
syntax keyword nnCommand decay detail diff digest digits disconnect dropout expect explain export
syntax keyword nnCommand flat-spot for forward freeze goto gradcheck hand help if init lesson let
syntax keyword nnCommand lines load loss name net optimizer plot precision predict print quit rate
syntax keyword nnCommand record redo repeat report reset restore rule sample save schedule seed set
syntax keyword nnCommand share show shuffle skip snapshot source state step stop test threads train
syntax keyword nnCommand undo unfreeze unwatch update watch weights while
syntax keyword nnOperand accuracy activations adadelta adagrad adam adamw after all and arithmetic as
syntax keyword nnOperand auto bare bias bipolar boundary brief by by-fractions c-drand48 c-half-open
syntax keyword nnOperand change circle classes clear columns confusion constant conventions cosine
syntax keyword nnOperand cross-entropy curve data-loader decimals default-rng delta deltas derivative
syntax keyword nnOperand double during else encoder ended epoch epoch-loss epoch-losses
syntax keyword nnOperand epoch-measures epoch-order epochs error exact exponential fann files first
syntax keyword nnOperand floor formula from full functions fused gauss genetic gradient gradients
syntax keyword nnOperand half-even half-squared halve-on-rise hash he header hebb high hinge history
syntax keyword nnOperand huber improvement in in-order in-place initial inputs integers inverse-time
syntax keyword nnOperand java keras keys l1 l2 last last-gradient last-measures latex layer
syntax keyword nnOperand layer-dropout layer-rates lecun linear log low mae markdown matlab max mean
syntax keyword nnOperand mean-absolute mean-squared measures minmax misapplied misclassified momentum
syntax keyword nnOperand moons mse nadam names nan nand nesterov next nguyen-widrow no-bias no-header
syntax keyword nnOperand noisy-xor nor normal normalize not numbers numpy off on onehot or order out
syntax keyword nnOperand output outputs parameters parity patience perceptron perceptron-target plus
syntax keyword nnOperand population product progress python python-normalvariate quickprop random
syntax keyword nnOperand rest result rmsprop round rprop samples second seconds sent-back settings
syntax keyword nnOperand sgd sign single sklearn snns spiral split squared sse start states stream
syntax keyword nnOperand strict sum summary target targets tensorflow textbook threshold to together
syntax keyword nnOperand torch torch-double training truncate uniform unit units until updates values
syntax keyword nnOperand variables widrow-hoff with-replacement wrong xavier xnor xor zeros zscore
highlight default link nnComment Comment
highlight default link nnOutput SpecialComment
highlight default link nnString String
highlight default link nnEscape SpecialChar
highlight default link nnNumber Number
highlight default link nnCommand Statement
highlight default link nnOperand Type
let b:current_syntax = 'nn'
