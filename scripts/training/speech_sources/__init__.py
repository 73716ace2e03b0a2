"""The synthesisers: each module has `generate(count, seed, held_out)` yielding `Utterance`s."""
