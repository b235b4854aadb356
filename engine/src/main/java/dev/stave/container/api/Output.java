package dev.stave.container.api;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.stave.container.OutputTail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a container or an exec prints: frames cut into lines, and the last of stdout. */
final class Output extends ResultCallback.Adapter<Frame> {
    private static final int LONGEST = 1 << 16;

    private final Consumer<String> log;
    private final OutputTail stdout = new OutputTail();
    private final Map<StreamType, ByteArrayOutputStream> partial = new EnumMap<>(StreamType.class);

    Output(Consumer<String> log) {
        this.log = log;
    }

    String text() {
        return stdout.text();
    }

    @Override
    public synchronized void onNext(Frame frame) {
        byte[] payload = frame.getPayload();
        if (payload == null) {
            return;
        }
        if (frame.getStreamType() != StreamType.STDERR) {
            stdout.add(payload);
        }
        ByteArrayOutputStream line = partial.computeIfAbsent(frame.getStreamType(), t -> new ByteArrayOutputStream());
        for (byte b : payload) {
            if (b == '\n' || line.size() >= LONGEST) {
                flush(line);
            }
            if (b != '\n') {
                line.write(b);
            }
        }
    }

    @Override
    public void onComplete() {
        end();
        super.onComplete();
    }

    @Override
    public void onError(Throwable failure) {
        end();
        super.onError(failure);
    }

    private synchronized void end() {
        partial.values().stream().filter(line -> line.size() > 0).forEach(this::flush);
    }

    private void flush(ByteArrayOutputStream line) {
        log.accept(line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
        line.reset();
    }
}
