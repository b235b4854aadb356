package dev.stave.process;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The standard input of a command. Tells a pipe that the command closed, which is its right, from a feed that failed. */
public final class StdinPipe extends FilterOutputStream {
    private boolean broken;

    public StdinPipe(OutputStream out) {
        super(out);
    }

    /** Whether the pipe itself failed, not who writes to it. */
    public boolean broken() {
        return broken;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }
}
