package dev.stave.imports.kubler;

import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.Value;
import dev.stave.imports.shell.ShellFile;
import dev.stave.imports.shell.ShellNote;
import dev.stave.imports.shell.ShellScope;
import dev.stave.model.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** push.conf of a namespace: the name to log in with. The password is never read into anything that is written. */
final class PushConf {
    private static final String SECRET = "DOCKER_PW";

    private PushConf() {}

    static Optional<Value> hosts(WorkingFolder working, StackFolder stack, List<Note> notes) {
        Settings hosts = new Settings();
        for (Namespace namespace : working.own()) {
            Path file = namespace.folder().resolve("push.conf");
            if (Files.isRegularFile(file)) {
                read(namespace, file, stack.path(file), notes).ifPresent(host -> hosts.put("docker.io", host));
            }
        }
        return hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.block());
    }

    private static Optional<Value> read(Namespace namespace, Path file, String shown, List<Note> notes) {
        ShellScope scope = new ShellScope();
        for (ShellNote note : ShellFile.evaluate(StackFolder.text(file), shown, scope)) {
            // the words of the line may be the password
            notes.add(new Note(note.at(), "a line of push.conf is only known when it runs"));
        }
        scope.assigned().forEach((name, value) -> {
            if (!List.of("DOCKER_LOGIN", SECRET).contains(name)) {
                notes.add(new Note(value.at(), name + " of push.conf has no counterpart in a stack"));
            }
        });
        Origin at = scope.get(SECRET).map(value -> value.at()).orElse(new Origin(shown, 0));
        notes.add(new Note(
                at,
                "the images of '" + namespace.name()
                        + "' were pushed to docker.io; write registry 'docker.io' to do so,"
                        + " and give the password as the secret " + SECRET));
        String login = scope.text("DOCKER_LOGIN").isEmpty() ? namespace.name() : scope.text("DOCKER_LOGIN");
        Settings auth = new Settings().text("username", login);
        auth.put("password", new Settings().text("secret", SECRET).block());
        return Optional.of(new Settings().put("auth", auth.block()).block());
    }
}
