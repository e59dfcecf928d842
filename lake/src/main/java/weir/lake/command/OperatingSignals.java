package weir.lake.command;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * The signals of the operating system. Java has them only as {@code sun.misc.Signal} of the module jdk.unsupported, which
 * the compiler warns of wherever it is named, even in an import; so it is named in strings, and only here.
 */
final class OperatingSignals {
    private OperatingSignals() {}

    /**
     * Hands a signal to a receiver, which is given its name, in a thread of its own.
     *
     * @return what gives the signal back to whoever had it before
     */
    static Runnable handle(String name, Consumer<String> receiver) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, signal, handler(handlerType, name, receiver));
            return () -> giveBack(handle, signal, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Cannot listen to SIG%s: %s; run Java without -Xrs".formatted(name, reason(e)), e);
        }
    }

    private static Object handler(Class<?> handlerType, String name, Consumer<String> receiver) {
        InvocationHandler answer = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                receiver.accept(name);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "handler of SIG" + name;
        };
        return Proxy.newProxyInstance(OperatingSignals.class.getClassLoader(), new Class<?>[] {handlerType}, answer);
    }

    private static void giveBack(Method handle, Object signal, Object before) {
        try {
            handle.invoke(null, signal, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot give %s back: %s".formatted(signal, reason(e)), e);
        }
    }

    private static String reason(ReflectiveOperationException e) {
        return String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
    }
}
