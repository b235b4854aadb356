package dev.stave.cli

import java.nio.file.Path

/** The command, run inside the test with an environment of its own. */
class InProcess {
    final ByteArrayOutputStream out = new ByteArrayOutputStream()
    final ByteArrayOutputStream err = new ByteArrayOutputStream()
    private final Edge edge

    InProcess(Path folder, Path home) {
        def places = [STAVE_HOME: home.resolve('data') as String, STAVE_CACHE: home.resolve('cache') as String, PATH: '/usr/bin:/bin']
        edge = new Edge(new Environment(new TreeMap(places), folder, home), new PrintStream(out, true), new PrintStream(err, true))
    }

    /** The exit code. */
    int run(List<String> words) {
        Main.run(edge, words as String[])
    }

    /** Fails where there is no such command, option or parameter. */
    void parse(List<String> words) {
        PicocliRoot.of(edge, words).parseArgs(words as String[])
    }
}
