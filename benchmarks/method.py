"""How the numbers came about, in words, for the page."""

from __future__ import annotations

from typing import Final

METHOD: Final = """\
The policies are made up from a seed: two to four tests a rule over forty questions (whole \
numbers, amounts, choices, yes or no, dates), which must all pass.

- Every engine has a process of its own.
  They take turns of about the same length, one at a time, in {rounds} rounds; the best counts.
- No engine is measured before it found exactly what `direct` finds, in {cases:,} cases{fewer}.
- All are given the same typed answers, in a `dict` with a whole number for each question, and for \
most other engines with booleans for yes and no, which are faster there.
  What an engine makes of that dictionary first is part of its time.
- A verdict is what the engine itself gives: a list of booleans, JSON, numbers of rules, or for \
`direct` a set of bits, and *names read* adds the names of the rules that it stands for.
- *Partly answered* is each question with a chance of {answered:.0%}.
  Then only ours can be asked: they tell rules that hold, that fail and that are still open, where \
the others know two values.
- An advice is made of a `Case` as a program gives it; its answers are checked and typed first.
  Its parts are made on first use, so a row tells which were read; where it tells none, none were.
  What was read of a day or an amount is remembered, so *never seen before* has new cases in each \
turn, where all other rows have the same ones.
- What a process grows by leaves out what fitted in memory that Python had in hand already.

Each engine is used in the fastest forms that were found in its manual:

- zen-engine: one expression that is a list of all rules, and a decision table that collects, \
which takes its cases in batches.
- datalogic-py: one JSONLogic rule that is a list of all, for a batch of cases; a rule of \
JSONLogic for each rule takes almost twice the time.
  It is faster yet on a list of answers, with rules that know a question by its number.
  Nobody writes a policy like that, so it has a row of its own.
- common-expression-language: one expression that is a list, and one context for all cases.
- rule-engine: one rule that is a list, and a resolver that asks no more than the answer.
- clipspy: a fact for a case, and rules that add their number to a global.
  With 40 rules it is somewhat faster to read the agenda instead, with more rules much slower.
- durable-rules, plainly: rulesets with actions, a fact that is asserted and then retracted.
  300 rules do not go in one ruleset (error 303), so each holds sixty at most.
- durable-rules, native calls: the module below that, without actions, told of two values only.
  That is the least that `durable` can take.
"""
