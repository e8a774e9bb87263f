@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Runs the laboratory: kasan VERB ... runs a verb and exits, kasan alone opens the shell. Environment:
rem   KASAN_HOME       where bundles\ and etc\ are watched for jars and configurations (the folder of this release)
rem   NO_COLOR         set to anything: no colours on a terminal
rem   KASAN_JAVA_OPTS  options for the Java VM, such as -Xmx8g
rem   JAVA_HOME        the Java to run on, 17 or newer
setlocal EnableExtensions DisableDelayedExpansion

for %%F in ("%~dp0..") do set "root=%%~fF"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

set "version="
for /f "tokens=3" %%V in ('""%java%" -version 2^>^&1"') do if not defined version set "version=%%~V"
set "release=0"
for /f "delims=.-+" %%R in ("%version%") do set /a "release=%%R" 2>nul
if %release% lss 17 (
  echo kasan: Java 17 or newer is needed, '%java%' says '%version%'>&2
  exit /b 2
)

set "home=%root%"
if defined KASAN_HOME set "home=%KASAN_HOME%"
if not exist "%home%\" (
  echo kasan: KASAN_HOME '%home%' is no folder>&2
  exit /b 2
)
rem FileInstall waits for them in vain otherwise
if not exist "%home%\bundles\" mkdir "%home%\bundles" 2>nul
if not exist "%home%\etc\" mkdir "%home%\etc" 2>nul

rem What each option is for stands in lib\start.bash.
set "options="
set KASAN_JAVA_OPTS 2>nul | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul || set "options=-XX:+UseSerialGC"
set "short=1"
if "%~1"=="" set "short="
for %%V in (run suite reproduce bench derive web --web tour) do if "%~1"=="%%V" set "short="
if not defined short goto compiled
set KASAN_JAVA_OPTS 2>nul | findstr /r /c:"-XX:.*Tier" >nul || set "options=%options% -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1"
set KASAN_JAVA_OPTS 2>nul | findstr /r /c:"-XX:.*New" /c:"-Xm[nx]" >nul || set "options=%options% -XX:NewSize=40m -XX:MaxNewSize=40m -XX:MaxTenuringThreshold=0 -XX:TLABSize=256k -XX:-ResizeTLAB"
:compiled
if %release% geq 23 set "options=%options% --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
set "options=%options% -Djdk.console=java.base"

"%java%" %options% %KASAN_JAVA_OPTS% "-Dkasan.home=%home%" "-Dfelix.fileinstall.dir=%home%\bundles,%home%\etc" -jar "%root%\lib\kasan.jar" %*
exit /b %ERRORLEVEL%
