#!/usr/bin/env bash
# execute-notebook.sh NOTEBOOK.ipynb DIRECTORY: executes a notebook with the flexcap kernel and writes it
# with its outputs as .ipynb and as self-contained .html. The same notebook gives the same bytes.
set -euo pipefail
notebook=$1 out=$2 name=$(basename "$1" .ipynb)
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"
part=$(mktemp -d "$out/.$name.XXXXXX"); trap 'rm -rf "$part"' EXIT
/usr/bin/jupyter nbconvert --to notebook --execute "$notebook" --output "$name.ipynb" --output-dir "$part" \
  --ExecutePreprocessor.kernel_name=flexcap --ExecutePreprocessor.record_timing=False --log-level=WARN
/usr/bin/jupyter nbconvert --to html "$part/$name.ipynb" --output "$name.html" --output-dir "$part" \
  --template flexcap --TemplateExporter.extra_template_basedirs="$here/notebooks/templates" --log-level=WARN
mv "$part/$name.ipynb" "$part/$name.html" "$out/"
