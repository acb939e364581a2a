package dev.bestow.aka.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Finds a token by its label, which the JDK's provider cannot: it takes slots by number, and numbers change.
/// Calls the library itself, four functions of it, where `CK_ULONG` has 8 octets (any 64-bit Unix).
///
/// ```
/// CK_FUNCTION_LIST   version, then pointers from octet 8: 0 C_Initialize, 4 C_GetSlotList, 6 C_GetTokenInfo
/// CK_TOKEN_INFO      octets 0-31 label, padded with spaces; 96-103 flags; 204 octets in all
/// ```
///
/// The library stays initialised, for threads: the provider finds it so and uses it.
@SuppressWarnings("restricted") // calls native code, which is what it is for
final class TokenLibrary {
    private static final long CKR_OK = 0;
    private static final long CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
    private static final long CKF_OS_LOCKING_OK = 2;
    private static final long CKF_USER_PIN_INITIALIZED = 0x8;
    private static final long CKF_USER_PIN_LOCKED = 0x4_0000;

    private static final int INITIALIZE = 0;
    private static final int GET_SLOT_LIST = 4;
    private static final int GET_TOKEN_INFO = 6;
    private static final int FUNCTIONS = 7;

    private static final int WORD = Long.BYTES;
    private static final int INITIALIZE_ARGS_OCTETS = 6 * WORD;
    private static final int INITIALIZE_FLAGS_AT = 4 * WORD;
    private static final int TOKEN_INFO_OCTETS = 208;
    private static final int LABEL_OCTETS = 32;
    private static final int TOKEN_FLAGS_AT = 96;

    private static final ValueLayout.OfLong ULONG = ValueLayout.JAVA_LONG;

    private final TokenKey key;
    private final MemorySegment functions;

    private TokenLibrary(TokenKey key, MemorySegment functions) {
        this.key = key;
        this.functions = functions;
    }

    /// Where in the library's list of slots the token is.
    ///
    /// @throws dev.bestow.core.InvalidValue when there is no such library or token, or it takes no PIN
    static int slotIndex(TokenKey key) {
        try (Arena arena = Arena.ofConfined()) {
            TokenLibrary library = new TokenLibrary(key, functions(key, arena));
            library.initialise(arena);
            return library.find(arena);
        }
    }

    private static MemorySegment functions(TokenKey key, Arena arena) {
        SymbolLookup symbols;
        try {
            symbols = SymbolLookup.libraryLookup(key.library(), Arena.global());
        } catch (IllegalArgumentException e) {
            throw key.libraryRefused("cannot be loaded: it is not there, or no library");
        }
        MemorySegment list =
                symbols.find("C_GetFunctionList")
                        .orElseThrow(() -> key.libraryRefused("is no PKCS#11 library"));
        MemorySegment pointer = arena.allocate(ValueLayout.ADDRESS);
        long result = call(list, FunctionDescriptor.of(ULONG, ValueLayout.ADDRESS), pointer);
        if (result != CKR_OK) {
            throw key.libraryRefused(failed("C_GetFunctionList", result));
        }
        return pointer.get(ValueLayout.ADDRESS, 0).reinterpret((1L + FUNCTIONS) * WORD);
    }

    private MemorySegment function(int index) {
        return functions.get(ValueLayout.ADDRESS, (1L + index) * WORD);
    }

    private void initialise(Arena arena) {
        MemorySegment arguments = arena.allocate(INITIALIZE_ARGS_OCTETS, WORD);
        arguments.set(ULONG, INITIALIZE_FLAGS_AT, CKF_OS_LOCKING_OK);
        long result =
                call(
                        function(INITIALIZE),
                        FunctionDescriptor.of(ULONG, ValueLayout.ADDRESS),
                        arguments);
        if (result != CKR_OK && result != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
            throw key.libraryRefused(failed("C_Initialize", result));
        }
    }

    private int find(Arena arena) {
        MemorySegment slots = slots(arena);
        MemorySegment info = arena.allocate(TOKEN_INFO_OCTETS, WORD);
        List<String> labels = new ArrayList<>();
        int found = -1;
        for (int i = 0; i < slots.byteSize() / WORD; i++) {
            long result =
                    call(
                            function(GET_TOKEN_INFO),
                            FunctionDescriptor.of(ULONG, ULONG, ValueLayout.ADDRESS),
                            slots.getAtIndex(ULONG, i),
                            info);
            String label = result == CKR_OK ? label(info) : "";
            if (label.equals(key.token())) {
                if (found >= 0) {
                    throw key.tokenRefused("is the label of more than one token; rename one");
                }
                requirePin(info.get(ULONG, TOKEN_FLAGS_AT));
                found = i;
            } else if (!label.isEmpty()) {
                labels.add(label);
            }
        }
        if (found < 0) {
            // Slots come in any order.
            Collections.sort(labels);
            throw key.tokenRefused("is not there; the library has " + labels);
        }
        return found;
    }

    private MemorySegment slots(Arena arena) {
        MemorySegment count = arena.allocate(ULONG);
        getSlotList(MemorySegment.NULL, count);
        MemorySegment slots = arena.allocate(ULONG, count.get(ULONG, 0));
        getSlotList(slots, count);
        return slots.asSlice(0, count.get(ULONG, 0) * WORD);
    }

    /// Of all slots, with a token or without, as the provider counts them.
    private void getSlotList(MemorySegment slots, MemorySegment count) {
        byte withoutToken = 0;
        long result =
                call(
                        function(GET_SLOT_LIST),
                        FunctionDescriptor.of(
                                ULONG,
                                ValueLayout.JAVA_BYTE,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS),
                        withoutToken,
                        slots,
                        count);
        if (result != CKR_OK) {
            throw key.libraryRefused(failed("C_GetSlotList", result));
        }
    }

    private void requirePin(long flags) {
        if ((flags & CKF_USER_PIN_INITIALIZED) == 0) {
            throw key.tokenRefused("has no user PIN yet; set one with the tool of its maker");
        }
        if ((flags & CKF_USER_PIN_LOCKED) != 0) {
            throw key.tokenRefused(TokenLogin.LOCKED);
        }
    }

    private static String label(MemorySegment info) {
        byte[] padded = info.asSlice(0, LABEL_OCTETS).toArray(ValueLayout.JAVA_BYTE);
        return new String(padded, StandardCharsets.UTF_8).stripTrailing();
    }

    private static String failed(String function, long result) {
        return "fails: %s returns 0x%x".formatted(function, result);
    }

    private static long call(
            MemorySegment function, FunctionDescriptor descriptor, Object... arguments) {
        MethodHandle handle = Linker.nativeLinker().downcallHandle(function, descriptor);
        try {
            return (long) handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a function of PKCS#11 throws nothing", e);
        }
    }
}
