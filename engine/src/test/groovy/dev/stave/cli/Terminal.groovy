package dev.stave.cli

import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** Stave at a terminal, which script(1) makes, and somebody who types. */
class Terminal implements AutoCloseable {
    private static final int MINUTES = 5

    private final Process process
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>()
    private String said = ''

    private Terminal(Process process) {
        this.process = process
        Thread.startDaemon {
            byte[] buffer = new byte[8192]
            for (int n = process.inputStream.read(buffer); n >= 0; n = process.inputStream.read(buffer)) {
                heard << new String(buffer, 0, n, 'UTF-8')
            }
            heard << ''
        }
    }

    static Terminal start(StackFolder shop, String... words) {
        def line = EngineProcess.argv(words).collect { "'$it'" }.join(' ')
        def builder = new ProcessBuilder('script', '-qefc', line, '/dev/null').directory(shop.folder.toFile()).redirectErrorStream(true)
        builder.environment().clear()
        builder.environment().putAll(shop.environment + [TERM: 'dumb', SHELL: '/bin/sh'])
        new Terminal(builder.start())
    }

    /** What is shown up to this text, which must come. */
    String until(String text) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES)
        while (!said.contains(text)) {
            def more = heard.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
            assert more: "'$text' was not shown:\n$said"
            said += more
        }
        def before = said.substring(0, said.indexOf(text))
        said = said.substring(said.indexOf(text) + text.length())
        before
    }

    void type(String line) {
        process.outputStream << "$line\n"
        process.outputStream.flush()
    }

    int end() {
        assert process.waitFor(MINUTES, TimeUnit.MINUTES)
        process.exitValue()
    }

    @Override
    void close() {
        process.destroy()
    }
}
