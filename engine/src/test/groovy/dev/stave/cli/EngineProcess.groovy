package dev.stave.cli

import java.nio.file.Path

/** Stave as a process of its own, as people start it: for what cannot be shown within one process. */
class EngineProcess {
    /** Its output goes to {@code process.log} beside the stack. */
    static Process start(StackFolder shop, String... words) {
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        // whoever starts us in the background may have Ctrl-C ignored, which a JVM would inherit
        def argv = ['/usr/bin/env', '--default-signal=INT', java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', System.getProperty('java.class.path') + ':' + loaded(), 'dev.stave.cli.Main'] + words.toList()
        def builder = new ProcessBuilder(argv*.toString()).directory(shop.folder.toFile()).redirectErrorStream(true).redirectOutput(log(shop).toFile())
        builder.environment().clear()
        builder.environment().putAll(shop.environment)
        builder.start()
    }

    static Path log(StackFolder shop) {
        shop.folder.resolveSibling('process.log')
    }

    /** What a launcher of specs loads beside its own class path. */
    private static String loaded() {
        def loader = EngineProcess.classLoader
        loader instanceof URLClassLoader ? loader.URLs.collect { Path.of(it.toURI()).toString() }.join(':') : ''
    }
}
