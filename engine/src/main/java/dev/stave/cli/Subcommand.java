package dev.stave.cli;

import java.util.concurrent.Callable;

/** A command of {@code stave}: what it takes, and what it does once that is set. */
interface Subcommand extends Callable<Integer> {
    Syntax syntax();

    /** Does it; returns the exit code. */
    @Override
    Integer call();
}
