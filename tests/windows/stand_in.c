/* Stands in for the program in tests of setup: small, and as obedient as a test wants it.
 *
 *   listen FILE    runs until it is told to close, then ends with 7
 *   deaf FILE      runs and cannot be told anything
 *   close          tells a listening one; 0 if it was told or none runs, 2 if it is deaf
 *   anything else  writes its command line to %TEMP%\started.txt and ends with 0
 *
 * FILE is made once it runs.
 */
#include <windows.h>
#include <shellapi.h>

static void leave(const wchar_t *path, const wchar_t *words)
{
    DWORD written;
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    WriteFile(file, words, lstrlenW(words) * sizeof(wchar_t), &written, NULL);
    CloseHandle(file);
}

static int tell(void)
{
    HANDLE ear = OpenEventW(EVENT_MODIFY_STATE, FALSE, L"stand-in-listens");
    if (ear)
        return SetEvent(ear) ? 0 : 2;
    return OpenEventW(EVENT_MODIFY_STATE, FALSE, L"stand-in-is-deaf") ? 2 : 0;
}

static int stay(const wchar_t *name, const wchar_t *file)
{
    HANDLE ear = CreateEventW(NULL, TRUE, FALSE, name);
    leave(file, L"");
    WaitForSingleObject(ear, INFINITE);
    return 7;
}

static int report(void)
{
    wchar_t path[MAX_PATH];
    GetTempPathW(MAX_PATH, path);
    lstrcatW(path, L"started.txt");
    leave(path, GetCommandLineW());
    return 0;
}

int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, wchar_t *line, int show)
{
    int count;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    if (count == 2 && !lstrcmpW(words[1], L"close"))
        return tell();
    if (count == 3 && !lstrcmpW(words[1], L"listen"))
        return stay(L"stand-in-listens", words[2]);
    if (count == 3 && !lstrcmpW(words[1], L"deaf"))
        return stay(L"stand-in-is-deaf", words[2]);
    return report();
}
