package dev.stave.container.api;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.stave.container.OutputTail;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a container or an exec prints: frames cut into lines, and the last of stdout. */
final class Output extends ResultCallback.Adapter<Frame> {
    private final Consumer<String> log;
    private final OutputTail stdout = new OutputTail();
    private final Map<StreamType, LineCutter> lines = new EnumMap<>(StreamType.class);

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
        lines.computeIfAbsent(frame.getStreamType(), type -> new LineCutter(log))
                .add(payload, payload.length);
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
        lines.values().forEach(LineCutter::end);
    }
}
